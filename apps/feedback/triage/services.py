"""Sorting: claimed once, judged outside the transaction, written once, whoever and however often it is called."""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.scam.models import ScamWarning
from apps.errors import InvalidInput
from apps.events.services import publish
from apps.feedback.tickets.events import TicketsWait
from apps.feedback.tickets.labels import Area, Category, Field, Language, Severity, SpamBand
from apps.feedback.tickets.lifecycle import Status
from apps.feedback.tickets.models import EntryKind, Ticket, TicketEntry
from apps.feedback.tickets.timeline import draft_entry, lock_ticket, lock_tickets, move, save_tickets, write_entry
from apps.feedback.topics import meaning
from apps.feedback.topics.duplicates import likely_duplicates
from apps.feedback.topics.models import DuplicateLink
from apps.feedback.triage.classifiers import live
from apps.feedback.triage.models import Classification, Source
from apps.feedback.triage.verdicts import Judgement, judge, judge_rating
from apps.language import embed

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MOST_TOGETHER = 20
MOST_EARLIER = 20
"""Texts of the same person that a new one may repeat."""
CHANGED = (
    "language",
    "category",
    "severity",
    "area",
    "spam",
    "sentiment",
    "needs_person",
    "status",
    "triaged_at",
    "last_public_at",
)
"""What sorting says of a ticket."""

CHOICES: dict[str, list[str]] = {
    Field.LANGUAGE: Language.values,
    Field.CATEGORY: Category.values,
    Field.SEVERITY: Severity.values,
    Field.AREA: Area.values,
    Field.SPAM: SpamBand.values,
}


"""What a person may correct, and to what."""


def triage_ticket(*, ticket_id: int, now: datetime | None = None) -> bool:
    """As `triage_tickets`, for one: whether this call sorted it."""
    return bool(triage_tickets(ticket_ids=[ticket_id], now=now))


def triage_tickets(*, ticket_ids: Collection[int], now: datetime | None = None, with_waiting: bool = False) -> int:
    """Sorts new tickets, which costs less together than one by one: language, category, severity, area, mood, spam,
    likely duplicates. Returns how many; each is sorted by one call, whoever else is called with it. What can't be
    judged is for a person, and is tried again after a minute, as is all of a call that died.

    `with_waiting`: if any of these is still to be sorted, so are others that wait, up to `MOST_TOGETHER` in all. The
    more wait, the less each costs; whoever was to sort those later finds nothing to do."""
    now = now or timezone.now()
    tickets = _claim(ticket_ids, now=now, with_waiting=with_waiting)
    if len(tickets) > 1:
        try:
            return _sort(tickets, now=now)
        except Exception:
            logger.exception("%d tickets couldn't be sorted together.", len(tickets))
    return sum(_sort_or_hand_over(ticket, now=now) for ticket in tickets)


def _sort_or_hand_over(ticket: Ticket, *, now: datetime) -> int:
    try:
        return _sort([ticket], now=now)
    except Exception:  # one text that can't be judged mustn't hold up the others; a person takes it
        logger.exception("Ticket %s couldn't be sorted.", ticket.pk)
        Ticket.objects.filter(pk=ticket.pk).update(needs_person=True)
        return 0


def _sort(tickets: Sequence[Ticket], *, now: datetime) -> int:
    judgements = _judge(tickets)
    duplicates = likely_duplicates([ticket for ticket in tickets if ticket.rating is None])
    return _store(judgements, duplicates, now=now)


@transaction.atomic
def _claim(ticket_ids: Collection[int], *, now: datetime, with_waiting: bool) -> list[Ticket]:
    """Those of them that nobody is sorting, the others that wait longest behind them."""
    waiting = Ticket.objects.filter(triaged_at__isnull=True)
    is_free = Q(triage_claimed_at__isnull=True) | Q(triage_claimed_at__lt=now - LEASE)
    own = waiting.filter(is_free, pk__in=ticket_ids).order_by("pk")
    claimed = list(own.locked().values_list("pk", flat=True))
    if claimed and with_waiting and len(claimed) < MOST_TOGETHER:
        # Only what nobody has tried: a text that can't be judged mustn't hold others up again and again.
        others = waiting.filter(triage_claimed_at__isnull=True).exclude(pk__in=claimed).order_by("created_at")
        free = others.locked(skips_held=True).values_list("pk", flat=True)
        claimed += free[: MOST_TOGETHER - len(claimed)]
    waiting.filter(pk__in=claimed).update(triage_claimed_at=now)
    return list(waiting.filter(pk__in=claimed).select_related("rating", "reporter", "correspondent").order_by("pk"))


def _judge(tickets: Sequence[Ticket]) -> dict[int, Judgement]:
    classifier = live()
    earlier, warned_of = _earlier_texts(tickets), _warned_of(tickets)
    embed([ticket.body for ticket in tickets])  # together at half the cost; each judgement finds it there
    return {
        ticket.pk: judge_rating(ticket.body, stars=ticket.rating.stars, classifier=classifier)
        if ticket.rating is not None
        else judge(
            ticket.body,
            page=ticket.page,
            earlier=earlier[ticket.pk],
            is_warned_of=ticket.message_id in warned_of,
            classifier=classifier,
        )
        for ticket in tickets
    }


@transaction.atomic
def override_classification(
    *, ticket_id: int, operator: User, field: str, value: str, now: datetime | None = None
) -> Ticket:
    """A person's word, which no model overwrites. Raises InvalidInput for a value that the field doesn't have."""
    if value not in CHOICES.get(field, ()):
        raise InvalidInput(_("Choose one of the listed values."), field=field)
    ticket = lock_ticket(ticket_id)
    before = getattr(ticket, field)
    Classification.objects.create(
        ticket=ticket, field=field, value=value, confidence=1.0, source=Source.PERSON, by=operator
    )
    setattr(ticket, field, value)
    write_entry(
        ticket,
        EntryKind.CORRECTED,
        author=operator,
        is_public=False,
        facts={"field": field, "from": before, "to": value},
        now=now or timezone.now(),
    )
    ticket.save()
    publish(TicketsWait.of(ticket.pk))
    return ticket


@transaction.atomic
def _store(
    judgements: Mapping[int, Judgement], duplicates: Mapping[int, list[tuple[int, float]]], *, now: datetime
) -> int:
    tickets = [ticket for ticket in lock_tickets(judgements) if ticket.triaged_at is None]
    by_people = Classification.objects.filter(ticket__in=tickets, source=Source.PERSON)
    decided = set(by_people.values_list("ticket_id", "field"))
    Classification.objects.bulk_create(
        Classification(
            ticket=ticket,
            field=verdict.field,
            value=verdict.value,
            confidence=verdict.confidence,
            source=Source.MODEL,
            model_version=verdict.model_version,
        )
        for ticket in tickets
        for verdict in judgements[ticket.pk].verdicts
    )
    DuplicateLink.objects.bulk_create(
        [
            DuplicateLink(ticket=ticket, other_id=other, score=score, model_version=meaning.version())
            for ticket in tickets
            for other, score in duplicates.get(ticket.pk, ())
        ],
        ignore_conflicts=True,
    )
    entries = []
    for ticket in tickets:
        judgement = judgements[ticket.pk]
        for verdict in judgement.verdicts:
            if (ticket.pk, verdict.field) not in decided and verdict.field != Field.SENTIMENT:
                setattr(ticket, verdict.field, verdict.value)
        ticket.sentiment = judgement.mood
        ticket.triaged_at = now
        is_category_open = (ticket.pk, Field.CATEGORY) not in decided
        ticket.needs_person = ticket.needs_person or (judgement.needs_person and is_category_open)
        if ticket.status == Status.NEW:
            move(ticket, Status.TRIAGED, now=now)
            entries.append(_entry(ticket, judgement, now=now))
    TicketEntry.objects.bulk_create(entries)
    save_tickets(tickets, CHANGED)
    if tickets:
        publish(TicketsWait.of(*(ticket.pk for ticket in tickets)))
    return len(tickets)


def _entry(ticket: Ticket, judgement: Judgement, *, now: datetime) -> TicketEntry:
    sure = not judgement.needs_person or ticket.rating_id is not None
    facts = {"category": ticket.category, "area": ticket.area} if sure else {}
    if ticket.language == Language.OTHER:
        facts = {"language": ticket.language}
    return draft_entry(ticket, EntryKind.TRIAGED, facts=facts, now=now)


def _warned_of(tickets: Sequence[Ticket]) -> set[int]:
    """Of the reported messages those of which the scam guard warned and that nobody found harmless."""
    messages = {ticket.message_id for ticket in tickets if ticket.message_id}
    if not messages:
        return set()
    warnings = ScamWarning.objects.filter(message__in=messages).exclude(verdict=ScamWarning.Verdict.HARMLESS)
    return set(warnings.values_list("message_id", flat=True))


def _earlier_texts(tickets: Sequence[Ticket]) -> dict[int, list[str]]:
    """What the same person sent in the day before each of them."""
    since = OuterRef("created_at") - timedelta(days=1)
    earlier = Ticket.objects.filter(created_at__gt=since, pk__lt=OuterRef("pk"))
    repeats = Exists(earlier.filter(reporter=OuterRef("reporter"))) | Exists(
        earlier.filter(correspondent=OuterRef("correspondent"))
    )
    repeated = Ticket.objects.filter(repeats, pk__in=[ticket.pk for ticket in tickets])
    again = set(repeated.values_list("pk", flat=True))
    return {ticket.pk: _texts_before(ticket) if ticket.pk in again else [] for ticket in tickets}


def _texts_before(ticket: Ticket) -> list[str]:
    if ticket.told_by is None:
        return []
    since = ticket.created_at - timedelta(days=1)
    earlier = Ticket.objects.of(ticket.told_by).filter(created_at__gt=since, pk__lt=ticket.pk)
    return list(earlier.order_by("-pk").values_list("body", flat=True)[:MOST_EARLIER])
