"""What a reporter does: tell, reply, confirm, rate."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.models import Conversation, Message
from apps.education.articles.models import Article
from apps.errors import InvalidInput
from apps.events.services import publish
from apps.feedback.correspondents.models import Correspondent, Reporter
from apps.feedback.tickets.errors import (
    NoHelpToRate,
    NothingToConfirm,
    TicketSentBefore,
    TooManyReplies,
    TooManyTickets,
)
from apps.feedback.tickets.events import OpenedTicket, TicketsOpened, TicketsWait
from apps.feedback.tickets.files import ReadFile, keep_files
from apps.feedback.tickets.lifecycle import WAITING_FOR_US, Status, may_move
from apps.feedback.tickets.models import LOW_STARS, Channel, EntryKind, Ticket, TicketEntry
from apps.feedback.tickets.selectors import may_rate, ticket_for
from apps.feedback.tickets.text_checks import checked_text
from apps.feedback.tickets.timeline import lock_ticket, move, tell_assignee, write_entry
from apps.language import is_contentless

HOUR = timedelta(hours=1)


@transaction.atomic
def open_ticket(
    *,
    reporter: Reporter,
    body: str,
    client_id: UUID,
    channel: str = Channel.PAGE,
    page: str = "",
    conversation_id: int | None = None,
    message_id: int | None = None,
    client_version: str = "",
    interface_language: str = "",
    files: Sequence[ReadFile] = (),
    offered: str = "",
    now: datetime | None = None,
) -> Ticket:
    """Keeps the text word for word, with what was read of files, and has it sorted within seconds. `offered` names the
    article of the help that had been offered instead of a person, who finds it among the notes.

    A conversation or message that the reporter can't see is left out silently. The same `client_id` again gives the
    first ticket; with another text it raises TicketSentBefore. Returns it as `ticket_for` does, without a topic. Raises
    UnusableTicketText and TooManyTickets.
    """
    now = now or timezone.now()
    body = checked_text(body)
    lock_person(reporter)
    is_same, is_recent = Q(client_id=client_id), Q(created_at__gt=now - HOUR)
    before = Ticket.objects.of(reporter).filter(is_same | is_recent)
    known = before.aggregate(same=Max("pk", filter=is_same), recent=Count("pk", filter=is_recent))
    if known["same"]:
        ticket = ticket_for(reporter, known["same"])
        if ticket.body != body:
            raise TicketSentBefore(ticket=ticket.pk)
        return ticket
    if known["recent"] >= settings.FEEDBACK_TICKETS_PER_HOUR:
        raise TooManyTickets(retry_after=int(HOUR.total_seconds()))
    conversation, message = visible_place(reporter, conversation_id, message_id)
    ticket = store_ticket(
        reporter=reporter,
        body=body,
        client_id=client_id,
        channel=Channel.CONVERSATION if conversation and channel == Channel.PAGE else channel,
        page=page,
        conversation=conversation,
        message=message,
        client_version=client_version,
        interface_language=interface_language,
        now=now,
    )
    ticket.known_files = keep_files(ticket, files)
    if article := Article.objects.published().filter(slug=offered).first() if offered else None:
        titles = [article.title_en, article.title_zh]
        write_entry(ticket, EntryKind.NOTE, is_public=False, facts={"offered": titles}, now=now)
    return ticket


def store_ticket(
    *,
    reporter: Reporter,
    body: str,
    client_id: UUID,
    channel: str,
    now: datetime,
    page: str = "",
    conversation: Conversation | None = None,
    message: Message | None = None,
    rating_id: int | None = None,
    client_version: str = "",
    interface_language: str = "",
    needs_person: bool = False,
    due_at: datetime | None = None,
) -> Ticket:
    """The row, its first line and its event, inside the caller's transaction; everything was checked before."""
    person, correspondent = member_and_correspondent(reporter)
    ticket = Ticket.objects.create(
        reporter=person,
        correspondent=correspondent,
        client_id=client_id,
        channel=channel,
        page=page.split("?")[0].split("#")[0][:300],
        conversation=conversation,
        message=message,
        rating_id=rating_id,
        client_version=client_version[:120],
        interface_language=interface_language[:10],
        body=body,
        created_at=now,
        last_public_at=now,
        waits_since=now,
        turn_at=now,
        needs_person=needs_person,
        due_at=due_at,
    )
    ticket.public_entries = [write_entry(ticket, EntryKind.OPENED, author=person, now=now)]
    publish(TicketsOpened(items=(OpenedTicket(ticket.pk, person.pk if person else None),)))
    return ticket


@transaction.atomic
def reply_to_ticket(
    *,
    reporter: Reporter,
    ticket_id: int,
    body: str,
    files: Sequence[ReadFile] = (),
    mail: str = "",
    now: datetime | None = None,
) -> TicketEntry:
    """The reporter's own further word, with what was read of files. It opens a ticket again that was answered, declined
    or solved, unless it says nothing but "thanks". `mail` is the key of the e-mail that it came by, which counts once.
    Raises NotFound, UnusableTicketText and TooManyReplies."""
    now = now or timezone.now()
    body = checked_text(body)
    lock_person(reporter)
    ticket = lock_ticket(ticket_id, reporter=reporter)
    if mail and (earlier := ticket.entries.filter(kind=EntryKind.COMMENT, facts__mail=mail).first()):
        return earlier
    author, correspondent = member_and_correspondent(reporter)
    whose = {"ticket__correspondent": correspondent} if correspondent else {"author": author}
    recent = TicketEntry.objects.filter(**whose, kind=EntryKind.COMMENT, created_at__gt=now - HOUR)
    if recent.count() >= settings.FEEDBACK_REPLIES_PER_HOUR:
        raise TooManyReplies(retry_after=int(HOUR.total_seconds()))
    if files or not is_contentless(body):
        if ticket.status not in WAITING_FOR_US:
            ticket.waits_since = ticket.turn_at = now
        ticket.needs_person = True
        if may_move(ticket.status, Status.REOPENED):
            move(ticket, Status.REOPENED, now=now)
    facts = {"mail": mail} if mail else {}
    entry = write_entry(ticket, EntryKind.COMMENT, author=author, body=body, facts=facts, now=now)
    keep_files(ticket, files)
    ticket.save()
    publish(TicketsWait.of(ticket.pk))
    tell_assignee(ticket, entry, now=now)
    return entry


@transaction.atomic
def confirm_fixed(*, reporter: Reporter, ticket_id: int, is_fixed: bool, now: datetime | None = None) -> Ticket:
    """The reporter's verdict on an answered or solved ticket: "fixed for me" closes it, "not fixed" opens it again.
    Saying the same twice changes nothing. Raises NotFound and NothingToConfirm."""
    now = now or timezone.now()
    ticket = lock_ticket(ticket_id, reporter=reporter)
    if ticket.is_fixed_for_reporter == is_fixed and ticket.status == (Status.SOLVED if is_fixed else Status.REOPENED):
        return ticket
    if ticket.status not in {Status.ANSWERED, Status.SOLVED}:
        raise NothingToConfirm
    if not is_fixed:
        move(ticket, Status.REOPENED, now=now)
    elif ticket.status == Status.ANSWERED:
        move(ticket, Status.SOLVED, now=now)
    ticket.is_fixed_for_reporter = is_fixed
    kind = EntryKind.FIXED if is_fixed else EntryKind.NOT_FIXED
    entry = write_entry(ticket, kind, author=member_and_correspondent(reporter)[0], now=now)
    if not is_fixed:
        ticket.waits_since = ticket.turn_at = now
        publish(TicketsWait.of(ticket.pk))
    ticket.save()
    tell_assignee(ticket, entry, now=now)
    return ticket


@transaction.atomic
def rate_help(*, reporter: Reporter, ticket_id: int, stars: int, now: datetime | None = None) -> Ticket:
    """One to five stars for how a ticket was answered, given once; two or fewer put it before a person. The same again
    changes nothing. Raises NotFound, InvalidInput, and NoHelpToRate before an answer and after another rating."""
    now = now or timezone.now()
    ticket = lock_ticket(ticket_id, reporter=reporter)
    if not 1 <= stars <= 5:
        raise InvalidInput(_("Choose one to five stars."), field="stars")
    if ticket.stars == stars:
        return ticket
    if not may_rate(ticket):
        raise NoHelpToRate
    ticket.stars = stars
    author = member_and_correspondent(reporter)[0]
    entry = write_entry(ticket, EntryKind.RATED, author=author, facts={"stars": stars}, now=now)
    if stars <= LOW_STARS:
        ticket.needs_person = True
        ticket.waits_since = ticket.turn_at = now
        publish(TicketsWait.of(ticket.pk))
        tell_assignee(ticket, entry, now=now)
    ticket.save()
    return ticket


def member_and_correspondent(reporter: Reporter) -> tuple[User | None, Correspondent | None]:
    """One of them is None."""
    return (None, reporter) if isinstance(reporter, Correspondent) else (reporter, None)


def lock_person(person: Reporter) -> None:
    """Makes what one person sends wait in line, so that limits count right."""
    if isinstance(person, Correspondent):
        Correspondent.objects.select_for_update(no_key=True).values_list("pk").get(pk=person.pk)
    else:
        User.objects.select_for_update(no_key=True).values_list("pk").get(pk=person.pk)


def visible_place(
    person: Reporter, conversation_id: int | None, message_id: int | None
) -> tuple[Conversation | None, Message | None]:
    """The conversation and the message in it, as far as this person may see them."""
    if conversation_id is None or isinstance(person, Correspondent):
        return None, None
    conversation = Conversation.objects.for_user(person).filter(pk=conversation_id).first()
    if conversation is None or message_id is None:
        return conversation, None
    return conversation, Message.objects.filter(conversation=conversation, pk=message_id).first()
