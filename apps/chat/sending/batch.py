"""Group commit: many messages, one transaction."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from apps.chat.conversations.events import ConversationReopened
from apps.chat.messages.errors import NotStored
from apps.chat.messages.events import MessagesSent, PeopleMentioned, SentItem
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import OutgoingMessage, Sent, clean_body
from apps.chat.messages.placeholders import check_filled_in
from apps.chat.messages.rendering import message_fields
from apps.chat.scam.checks import doubt_of
from apps.chat.sending import attachments, checks, delivery, ordinary, store, turns
from apps.chat.sending.store import Accepted, Locked, State
from apps.errors import DomainError
from apps.events.registry import Event
from apps.events.services import wake_relay

logger = logging.getLogger(__name__)

Result = Sent | DomainError


def store_messages(batch: Sequence[OutgoingMessage], *, now: datetime | None = None) -> list[Result]:
    """Stores the messages in one transaction; for each its `Sent`, or why it was refused. Delivers nothing.

    A message that the database itself refuses takes nobody with it: then each is stored in a transaction of its own.
    """
    now = now or timezone.now()
    checked = [_checked(item) for item in batch]
    good = [item for item in checked if isinstance(item, OutgoingMessage)]
    stored = iter(_stored(good, now) if good else [])
    return [item if isinstance(item, DomainError) else next(stored) for item in checked]


def _checked(item: OutgoingMessage) -> OutgoingMessage | DomainError:
    try:
        item.body = clean_body(item.body, may_be_empty=bool(item.attachments or item.facts))
        if item.sender_id is not None:
            check_filled_in(item.body)
            item.doubt = doubt_of(item)
    except DomainError as error:
        return error
    if item.attachments:
        item.kind = Message.Kind.IMAGE
    return item


def _stored(batch: list[OutgoingMessage], now: datetime) -> list[Result]:
    stored = ordinary.store_ordinary(batch, now=now)
    if len(stored) == len(batch):
        return [stored[number] for number in range(len(batch))]
    others = iter(_stored_by_rules([item for number, item in enumerate(batch) if number not in stored], now))
    return [stored[number] if number in stored else next(others) for number in range(len(batch))]


def _stored_by_rules(batch: list[OutgoingMessage], now: datetime) -> list[Result]:
    if len(batch) > 1:
        try:
            with transaction.atomic():
                return _store(batch, now)
        except (IntegrityError, DataError):
            logger.warning("A group of %d messages was refused by the database; each is tried alone.", len(batch))
    return [_stored_alone(item, now) for item in batch]


def _stored_alone(item: OutgoingMessage, now: datetime) -> Result:
    """What the database refuses at first is a client_id that another process has just used: then it can be seen."""
    for _try in range(2):
        try:
            with transaction.atomic():
                return _store([item], now)[0]
        except (IntegrityError, DataError):
            logger.exception("The database refused a message of conversation %d.", item.conversation_id)
    return NotStored()


def _store(batch: list[OutgoingMessage], now: datetime) -> list[Result]:
    """Refuses or places each message, then writes what was placed: all under the locks of their conversations."""
    state = store.load(batch, limit=settings.CHAT_MESSAGES_PER_MINUTE, now=now)
    files = attachments.claimable(batch)
    verdicts = [_judge(item, state, files, now) for item in batch]
    placed = list(state.placed.values())
    if placed:
        _write(placed, now=now)
    sent = {id(one): _sent(one, files) for one in placed}
    return _answers(verdicts, sent)


def _judge(
    item: OutgoingMessage, state: State, files: attachments.Files, now: datetime
) -> Sent | DomainError | Accepted:
    """Why it is refused; what was stored under its `client_id` before; or its place."""
    try:
        if known := checks.known(item, state):
            return known
        conversation = checks.permitted(item, state, now)
        attachments.check(item, files)
    except DomainError as error:
        return error
    return _place(item, conversation, state, now)


def _place(item: OutgoingMessage, conversation: Locked, state: State, now: datetime) -> Accepted:
    stage = conversation.stage
    is_reopening = turns.advance(conversation, item)
    accepted = Accepted(
        id=state.new_ids[len(state.placed)],
        item=item,
        conversation=conversation,
        seq=conversation.head_seq,
        rev=conversation.head_rev,
        created_at=now,
        new_stage=conversation.stage if conversation.stage != stage else None,
        is_reopening=is_reopening,
    )
    state.placed[checks.key_of(item)] = accepted
    return accepted


def _write(placed: list[Accepted], *, now: datetime) -> None:
    events: list[Event] = [*MessagesSent.by_lane(map(_sent_item, placed))]
    for one in placed:
        if one.is_reopening and one.item.sender_id is not None:
            events.append(ConversationReopened(one.conversation.id, message=one.id, by=one.item.sender_id))
        if one.item.facts and one.item.sender_id is not None and (people := one.item.facts.get("mentions")):
            events.append(
                PeopleMentioned(one.conversation.id, message=one.id, sender=one.item.sender_id, people=tuple(people))
            )
    store.insert(placed, events, now=now)
    transaction.on_commit(wake_relay)


def _sent_item(one: Accepted) -> SentItem:
    return SentItem(
        message=one.id,
        conversation=one.conversation.id,
        sender=one.item.sender_id or 0,
        seq=one.seq,
        origin=one.item.origin,
    )


def _answers(verdicts: list[Sent | DomainError | Accepted], sent: dict[int, Sent]) -> list[Result]:
    """Places become what was sent, from the second time on marked as repeats."""
    answered: set[int] = set()
    answers: list[Result] = []
    for verdict in verdicts:
        if isinstance(verdict, Accepted):
            number = id(verdict)
            answers.append(_as_repeat(sent[number]) if number in answered else sent[number])
            answered.add(number)
        else:
            answers.append(verdict)
    return answers


def _sent(one: Accepted, files: attachments.Files) -> Sent:
    item, conversation = one.item, one.conversation
    return Sent(
        id=one.id,
        conversation_id=conversation.id,
        seq=one.seq,
        rev=one.rev,
        client_id=item.client_id,
        sender_id=item.sender_id,
        created_at=one.created_at,
        members=tuple(conversation.roles),
        stage=one.new_stage,
        message=message_fields(
            id=one.id,
            conversation=conversation.id,
            seq=one.seq,
            rev=one.rev,
            client_id=item.client_id,
            sender=item.sender_id,
            kind=item.kind,
            body=item.body,
            reply_to=item.reply_to_id,
            created_at=one.created_at,
            card=item.facts,
            attachments=attachments.claim(item, one.id, files),
        ),
    )


def _as_repeat(sent: Sent) -> Sent:
    return Sent(
        id=sent.id,
        conversation_id=sent.conversation_id,
        seq=sent.seq,
        rev=sent.rev,
        client_id=sent.client_id,
        sender_id=sent.sender_id,
        created_at=sent.created_at,
        is_repeat=True,
    )


def send_messages(batch: Sequence[OutgoingMessage], *, now: datetime | None = None) -> list[Result]:
    """`store_messages`, and delivery to everybody's open sockets once the surrounding transaction has committed."""
    results = store_messages(batch, now=now)
    transaction.on_commit(lambda: delivery.push(results))
    return results
