"""Messages that go out later: planned, changed, called off; and what becomes of them when their time has come."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.availability.reminders import about
from apps.chat.conversations.errors import ConversationClosed
from apps.chat.conversations.models import Conversation
from apps.chat.messages.errors import ClientIdReused, NotStored
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import ANSWER_ORIGINS, OutgoingMessage, clean_body
from apps.chat.messages.placeholders import check_filled_in
from apps.chat.presets.services import resolve_origin
from apps.chat.safety.permissions import lock_to_change
from apps.chat.scheduling.errors import NothingToFollow, TooManyPlanned
from apps.chat.scheduling.kinds import SCHEDULED_REFUSED
from apps.chat.scheduling.models import ScheduledMessage
from apps.chat.scheduling.moot import is_moot
from apps.chat.sending import send_messages
from apps.errors import DomainError, InvalidInput, NotFound, Overloaded, RateLimited
from apps.notifications.deciding.quiet_hours import awake_at
from apps.notifications.deciding.services import notify
from apps.notifications.reminders.errors import TooLate
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.services import OPEN, When, cancel, move, plan

MESSAGE, FOLLOW_UP = "chat.message", "chat.follow_up"
MOST_PLANNED = 100
"""Of one person, waiting."""
MOST_DAYS = 30


def item_of(scheduled: ScheduledMessage) -> DueItem | None:
    kinds = DueItem.objects.filter(kind__in=(MESSAGE, FOLLOW_UP), person=scheduled.author_id)
    return kinds.filter(subject=_subject(scheduled)).first()


def _subject(scheduled: ScheduledMessage) -> str:
    return f"scheduled:{scheduled.pk}"


@transaction.atomic
def schedule_message(
    *,
    author: User,
    conversation_id: int,
    body: str,
    client_id: UUID,
    at: When,
    origin: str = "typed",
    preset_id: int | None = None,
    is_follow_up: bool = False,
) -> ScheduledMessage:
    """Plans a message; the same `client_id` again gives the first one. With `is_follow_up` it goes out only if nobody
    answers before. Raises what would refuse it now."""
    conversation = lock_to_change(author, conversation_id)
    body = clean_body(body)
    check_filled_in(body)
    known = ScheduledMessage.objects.filter(author=author, client_id=client_id).first()
    if known is not None:
        if (known.conversation_id, known.body) != (conversation.pk, body):
            raise ClientIdReused
        return known
    if conversation.stage == Conversation.Stage.CLOSED:
        raise ConversationClosed
    if DueItem.objects.filter(person=author, kind__in=(MESSAGE, FOLLOW_UP), state__in=OPEN).count() >= MOST_PLANNED:
        raise TooManyPlanned
    outgoing = OutgoingMessage(author.pk, conversation.pk, body, client_id, origin=origin, preset_id=preset_id)
    if preset_id is not None:
        resolve_origin(outgoing)
    scheduled = ScheduledMessage.objects.create(
        author=author,
        conversation=conversation,
        client_id=client_id,
        body=body,
        origin=outgoing.origin,
        preset_id=outgoing.preset_id,
        follows=_waiting_message(author, conversation) if is_follow_up else None,
        is_follow_up=is_follow_up,
    )
    plan(
        kind=FOLLOW_UP if is_follow_up else MESSAGE,
        person=author,
        subject=_subject(scheduled),
        about=about(conversation.pk),
        at=at,
        payload={"scheduled": scheduled.pk},
    )
    return scheduled


def _waiting_message(author: User, conversation: Conversation) -> Message:
    """The author's message that the other side has left unanswered; raises NothingToFollow."""
    said = Message.objects.filter(conversation=conversation, origin__in=ANSWER_ORIGINS, recalled_at=None)
    last = said.exclude(sender=None).order_by("-seq").first()
    if last is None or last.sender_id != author.pk:
        raise NothingToFollow
    return last


def follow_up_at(reader: User | None, *, days: int, now: datetime) -> datetime:
    """In so many days, in the reader's day."""
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInput(field="in_days")
    moment = now + timedelta(days=days)
    return awake_at(reader, moment) if reader is not None else moment


def scheduled_of(author: User, scheduled_id: int) -> ScheduledMessage:
    """Raises NotFound for what isn't theirs."""
    found = ScheduledMessage.objects.filter(author=author, pk=scheduled_id).select_related("conversation").first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def change_scheduled(
    *, author: User, scheduled_id: int, body: str | None = None, at: When | None = None
) -> ScheduledMessage:
    """Another text or time for what hasn't gone out; raises TooLate for what has."""
    scheduled = scheduled_of(author, scheduled_id)
    lock_to_change(author, scheduled.conversation_id)
    item = item_of(scheduled)
    if item is None or item.state not in OPEN or (at is not None and not move(item, at=at)):
        raise TooLate
    if body is not None:
        body = clean_body(body)
        check_filled_in(body)
        ScheduledMessage.objects.filter(pk=scheduled.pk).update(body=body)
        scheduled.body = body
    return scheduled


@transaction.atomic
def drop_scheduled(*, author: User, scheduled_id: int) -> None:
    """Calls it off; of one that was refused, forgets the text."""
    scheduled = scheduled_of(author, scheduled_id)
    item = item_of(scheduled)
    if item is not None:
        cancel(DueItem.objects.filter(pk=item.pk))
    if scheduled.refused_at is not None:
        scheduled.delete()
    elif item is None or item.state not in OPEN:
        raise TooLate


def drop_moot_follow_ups(conversations: Iterable[int], *, now: datetime) -> None:
    """Calls off the follow-ups that what happened in these conversations has made moot."""
    waiting = DueItem.objects.filter(about__in=[about(one) for one in conversations], kind=FOLLOW_UP, state__in=OPEN)
    planned = {item.payload["scheduled"]: item.pk for item in waiting}
    if not planned:
        return
    follow_ups = ScheduledMessage.objects.select_related("conversation", "follows", "author").filter(pk__in=planned)
    moot = [planned[scheduled.pk] for scheduled in follow_ups if is_moot(scheduled)]
    cancel(DueItem.objects.filter(pk__in=moot), now=now)


def send_scheduled(scheduled: ScheduledMessage, *, cause: str, now: datetime) -> None:
    """Through the one write path, which judges it now; a refusal is told to its author, and keeps the text. Where there
    was too much at once, it is raised, to be tried again."""
    error = _send(scheduled, now)
    if error is None:
        return
    if isinstance(error, RateLimited | Overloaded | NotStored):
        raise error
    ScheduledMessage.objects.filter(pk=scheduled.pk).update(refused_as=error.code, refused_at=now)
    conversation = scheduled.conversation
    is_candidate = scheduled.author_id == conversation.candidate_id
    other = conversation.recruiter if is_candidate else conversation.candidate
    facts = {"name": other.name if other else conversation.title, "title": conversation.title}
    url = reverse("chat:not_sent")
    notify(person=scheduled.author, kind=SCHEDULED_REFUSED, cause=cause, facts=facts, url=url, now=now)


def _send(scheduled: ScheduledMessage, now: datetime) -> DomainError | None:
    if scheduled.conversation.stage == Conversation.Stage.CLOSED:
        return ConversationClosed()
    outgoing = OutgoingMessage(
        sender_id=scheduled.author_id,
        conversation_id=scheduled.conversation_id,
        body=scheduled.body,
        client_id=scheduled.client_id,
        origin=scheduled.origin,
        preset_id=scheduled.preset_id,
    )
    result = send_messages([outgoing], now=now)[0]
    if isinstance(result, DomainError):
        return result
    ScheduledMessage.objects.filter(pk=scheduled.pk).update(message=result.id)
    return None
