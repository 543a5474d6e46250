"""Group commit: many messages, one transaction."""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from apps.chat.conversations.errors import NotAParticipant
from apps.chat.conversations.models import Conversation
from apps.chat.messages.errors import ClientIdReused, NotStored, UnknownReply
from apps.chat.messages.events import PARTITIONS, MessagesSent, SentItem
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import ANSWER_ORIGINS, OutgoingMessage, Sent, clean_body
from apps.chat.messages.rendering import message_fields
from apps.chat.safety import limits
from apps.chat.safety.permissions import refusal
from apps.chat.sending import attachments, delivery, store
from apps.chat.sending.sql import as_json
from apps.chat.sending.store import Accepted, Locked, State
from apps.errors import DomainError, RateLimited
from apps.events.services import partition_of, wake_relay

logger = logging.getLogger(__name__)

Result = Sent | DomainError

UNLIMITED_ORIGINS = frozenset({Message.Origin.AUTO, Message.Origin.JOB_CARD, Message.Origin.CARD})


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
    except DomainError as error:
        return error
    if item.attachments:
        item.kind = Message.Kind.IMAGE
    return item


def _stored(batch: list[OutgoingMessage], now: datetime) -> list[Result]:
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
    allowed = limits.messages_per_minute(
        {item.sender_id for item in batch if item.sender_id is not None and item.origin not in UNLIMITED_ORIGINS}
    )
    state = store.load(batch, limited=allowed, now=now)
    pictures = attachments.claimable(batch)
    results: list[Result | int] = []
    accepted: list[Accepted] = []
    stages: dict[int, str] = {}
    mine: dict[tuple[int, UUID], int] = {}
    for item in batch:
        key = (item.sender_id or 0, item.client_id)
        if item.sender_id is not None and key in mine:
            first = accepted[mine[key]].item
            results.append(mine[key] if first.fingerprint == item.fingerprint else ClientIdReused())
            continue
        try:
            if repeat := _repeat_of(item, state):
                results.append(repeat)
                continue
            conversation = _permitted(item, state, allowed, now)
            attachments.check(item, pictures)
        except DomainError as error:
            results.append(error)
            continue
        before = conversation.stage
        _advance(conversation, item, now)
        if conversation.stage != before:
            stages[len(accepted)] = conversation.stage
        mine[key] = len(accepted)
        results.append(len(accepted))
        accepted.append(
            Accepted(
                id=state.new_ids[len(accepted)],
                item=item,
                conversation=conversation,
                seq=conversation.head_seq,
                rev=conversation.head_rev,
                created_at=now,
            )
        )
    if not accepted:
        return [result for result in results if not isinstance(result, int)]
    store.insert(accepted, _events(accepted), now=now, is_last=not pictures)
    transaction.on_commit(wake_relay)
    sent = [_sent(one, stages.get(number), pictures) for number, one in enumerate(accepted)]
    return _answers(results, sent)


def _answers(results: list[Result | int], sent: list[Sent]) -> list[Result]:
    """Numbers of accepted messages become what was sent, from the second time on marked as repeats."""
    answered: set[int] = set()
    answers: list[Result] = []
    for result in results:
        if isinstance(result, int):
            answers.append(_as_repeat(sent[result]) if result in answered else sent[result])
            answered.add(result)
        else:
            answers.append(result)
    return answers


def _repeat_of(item: OutgoingMessage, state: State) -> Sent | None:
    if item.sender_id is None:
        return None
    found = state.earlier.get((item.sender_id, item.client_id))
    if found is None:
        return None
    sent, fingerprint = found
    if fingerprint != item.fingerprint:
        raise ClientIdReused
    return sent


def _permitted(item: OutgoingMessage, state: State, allowed: dict[int, int], now: datetime) -> Locked:
    conversation = state.conversations.get(item.conversation_id)
    if conversation is None:
        raise NotAParticipant
    if item.reply_to_id is not None and state.replies.get(item.reply_to_id) != conversation.id:
        raise UnknownReply(field="reply_to")
    sender = item.sender_id
    if sender is None:
        return conversation
    error = refusal(
        sender,
        kind=conversation.kind,
        stage=conversation.stage,
        roles=conversation.seats,
        blocked=conversation.blocked,
    )
    if error is not None:
        raise error
    if sender in allowed and item.origin not in UNLIMITED_ORIGINS:
        count, oldest = state.recent.get(sender, (0, now))
        if count >= allowed[sender]:
            wait = (oldest + limits.WINDOW - now).total_seconds()
            raise RateLimited(retry_after=max(1, round(wait)))
        state.recent[sender] = (count + 1, oldest)
    return conversation


def _advance(conversation: Locked, item: OutgoingMessage, now: datetime) -> None:
    """Gives out the next numbers; a person's message moves the turn, and the first answer the stage."""
    conversation.head_seq += 1
    conversation.head_rev += 1
    conversation.last_message_at = now
    sender = item.sender_id
    if sender is None or item.origin not in ANSWER_ORIGINS or conversation.kind == Conversation.Kind.GROUP:
        return
    is_candidate = sender == conversation.candidate_id
    conversation.waiting_for_id = conversation.recruiter_id if is_candidate else conversation.candidate_id
    if conversation.stage == Conversation.Stage.GREETING and sender != conversation.opened_by_id:
        opener_is_candidate = conversation.opened_by_id == conversation.candidate_id
        if is_candidate != opener_is_candidate:
            conversation.stage = Conversation.Stage.CLARIFY


def _events(accepted: list[Accepted]) -> list[tuple[str, str, int, str]]:
    """What goes into the outbox: one event for each partition of conversations."""
    groups: dict[int, list[SentItem]] = {}
    for one in accepted:
        groups.setdefault(one.conversation.id % PARTITIONS, []).append(
            (one.id, one.conversation.id, one.item.sender_id or 0, one.seq, one.item.origin)
        )
    subjects = [(f"messages:{number}", items) for number, items in groups.items()]
    return [
        (MessagesSent.kind, subject, partition_of(subject), as_json({"items": items})) for subject, items in subjects
    ]


def _sent(one: Accepted, stage: str | None, pictures: attachments.Pictures) -> Sent:
    item, conversation = one.item, one.conversation
    return Sent(
        id=one.id,
        conversation_id=conversation.id,
        seq=one.seq,
        rev=one.rev,
        client_id=item.client_id,
        sender_id=item.sender_id,
        created_at=one.created_at,
        members=tuple(conversation.seats),
        stage=stage,
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
            attachments=attachments.claim(item, one.id, pictures),
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
