"""What pages and the API read about tickets, topics and ratings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Prefetch

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.errors import NotFound
from apps.feedback import metrics
from apps.feedback.lifecycle import CLOSED, OPEN, Status
from apps.feedback.models import ConversationRating, Ticket, TicketEntry, Topic
from apps.feedback.models.tickets import TicketQuerySet
from apps.language import search_tokens

LOOK_BACK = timedelta(days=30)
ENOUGH_ANSWERS = 5
MOST_SUGGESTIONS = 3
ALIKE_FROM = 0.4
SHORTEST_WORD = 4
TOKENS_READ = 400


@dataclass(frozen=True)
class Similar:
    """Something the person may have meant: a published topic, or their own ticket."""

    topic: Topic | None
    ticket: Ticket | None
    likeness: float


def my_tickets(person: User, *, show: str = "all") -> TicketQuerySet:
    """Their tickets, the newest news first. `show` is all, open or closed."""
    tickets = Ticket.objects.for_user(person).order_by("-last_public_at", "-pk")
    if show == "open":
        return tickets.filter(status__in=OPEN)
    return tickets.filter(status__in=CLOSED) if show == "closed" else tickets


def ticket_for(person: User, ticket_id: int) -> Ticket:
    """Their own ticket with its public timeline in `public_entries`. Raises NotFound."""
    ticket = with_timeline(Ticket.objects.for_user(person)).filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    return ticket


def with_timeline(tickets: TicketQuerySet) -> TicketQuerySet:
    public = TicketEntry.objects.filter(is_public=True).select_related("author").order_by("pk")
    return tickets.select_related("topic", "rating").prefetch_related(
        Prefetch("entries", queryset=public, to_attr="public_entries")  # type: ignore[no-redef]
    )


def may_confirm(ticket: Ticket) -> bool:
    """Whether "is it fixed for you?" is an open question."""
    return ticket.status == Status.ANSWERED or (ticket.status == Status.SOLVED and ticket.is_fixed_for_reporter is None)


def usual_answer_minutes(*, now: datetime) -> float | None:
    """The median first-response time of the last 30 days; None before five tickets were answered, when it would promise
    what nobody measured."""
    answered = Ticket.objects.filter(created_at__gt=now - LOOK_BACK, first_response_at__isnull=False)[:ENOUGH_ANSWERS]
    if len(answered) < ENOUGH_ANSWERS:
        return None
    return metrics.median_first_response_minutes(since=now - LOOK_BACK, until=now)


def similar(person: User, text: str) -> list[Similar]:
    """Published topics and own open tickets that share their words with the text, best first. By words alone: it is
    asked while typing, and topics carry both languages."""
    words = _words(text[:2000])
    if len(words) < 2:
        return []
    topics = Topic.objects.filter(is_published=True).annotate(supporters=Count("supports")).order_by("-pk")[:200]
    mine = Ticket.objects.for_user(person).open().order_by("-pk")[:30]
    found = [
        Similar(topic=topic, ticket=None, likeness=_likeness(words, [topic.title_en, topic.title_zh]))
        for topic in topics
    ]
    found += [Similar(topic=None, ticket=ticket, likeness=_likeness(words, [ticket.body])) for ticket in mine]
    alike = [one for one in found if one.likeness >= ALIKE_FROM]
    return sorted(alike, key=lambda one: -one.likeness)[:MOST_SUGGESTIONS]


def _words(text: str) -> frozenset[str]:
    """Pairs of Chinese characters, and Latin words long enough to mean something."""
    found = search_tokens(text)[:TOKENS_READ]
    return frozenset(word for word in found if len(word) >= (SHORTEST_WORD if word.isascii() else 2))


def _likeness(words: frozenset[str], texts: Sequence[str]) -> float:
    """Share of common words, 0–1, with the text that shares most: the overlap coefficient, which forgives length."""
    best = 0.0
    for text in texts:
        others = _words(text)
        common = len(words & others)
        if common >= 2:
            best = max(best, common / min(len(words), len(others)))
    return best


def my_rating(person: User, conversation_id: int) -> tuple[Conversation, ConversationRating | None]:
    """A conversation of theirs, and how they rated it. Raises NotFound."""
    conversation = Conversation.objects.for_user(person).filter(pk=conversation_id).first()
    if conversation is None:
        raise NotFound
    return conversation, ConversationRating.objects.filter(conversation=conversation, rater=person).first()


def case_of(rating: ConversationRating) -> Ticket | None:
    """The case that a low rating opened."""
    return Ticket.objects.for_user(rating.rater).filter(rating=rating).first()
