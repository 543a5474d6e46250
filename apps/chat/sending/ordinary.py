"""The ordinary message: a person's own words in a conversation about a job that is under way. On PostgreSQL a group of
them is one statement, the function `chat_send_ordinary` of the migrations: it locks, judges, stores, moves the turn and
writes the outbox in one round trip and one transaction of its own.

It only ever stores what the rules of `checks` and `turns` surely let through, and does to it what they do. Whatever is
refused, was sent before, answers a greeting or opens a closed conversation it leaves to them, and with it all that
follows in the group. `tests/chat/test_ordinary.py` holds the two together.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DataError, IntegrityError, connections

from apps.chat.conversations.events import lane_of
from apps.chat.messages.events import MessagesSent
from apps.chat.messages.outgoing import ANSWER_ORIGINS, OutgoingMessage, Sent
from apps.chat.messages.rendering import message_fields
from apps.chat.sending.sql import SENDER_LOCKS, as_json, rows_of
from apps.events.services import partition_of, wake_relay

logger = logging.getLogger(__name__)

Place = tuple[int, int, int, list[int]]
"""A message's id, number and revision, and who takes part."""


def store_ordinary(batch: Sequence[OutgoingMessage], *, now: datetime) -> dict[int, Sent]:
    """Stores those of the messages that are ordinary; what was sent, by their place in the batch. Inside a
    transaction of the caller's and on SQLite none is."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return {}
    try:
        stored = place_ordinary(batch, now=now)
    except (IntegrityError, DataError):
        logger.warning("A group of %d messages was refused by the database; they go by the rules.", len(batch))
        return {}
    if stored:
        wake_relay()
    return stored


def place_ordinary(batch: Sequence[OutgoingMessage], *, now: datetime) -> dict[int, Sent]:
    """The statement alone, in whatever transaction is open. What follows on a message that isn't ordinary waits with
    it, as does one whose `client_id` came before."""
    keys = Counter((item.sender_id, item.client_id) for item in batch)
    offered = takewhile(lambda item: _may_be_ordinary(item) and keys[item.sender_id, item.client_id] == 1, batch)
    rows = [_row(number, item) for number, item in enumerate(offered)]
    if not rows:
        return {}
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT chat_send_ordinary(%s::jsonb, %s, %s, %s)::text",
            [as_json(rows), settings.CHAT_MESSAGES_PER_MINUTE, SENDER_LOCKS, now],
        )
        placed = rows_of(cursor.fetchone()[0])
    return {number: _sent(batch[number], (id, seq, rev, people), now) for number, id, seq, rev, people in placed}


def _may_be_ordinary(item: OutgoingMessage) -> bool:
    return (
        item.sender_id is not None
        and item.kind == "text"
        and item.origin in ANSWER_ORIGINS
        and item.reply_to_id is None
        and not item.attachments
        and item.facts is None
        and item.doubt is None
    )


def _row(number: int, item: OutgoingMessage) -> dict[str, Any]:
    lane = lane_of(MessagesSent.topic, item.conversation_id)
    return {
        "n": number,
        "conversation": item.conversation_id,
        "sender": item.sender_id,
        "client": item.client_id.hex,
        "body": item.body,
        "origin": item.origin,
        "preset": item.preset_id,
        "fingerprint": item.fingerprint,
        "lane": lane,
        "part": partition_of(lane),
    }


def _sent(item: OutgoingMessage, place: Place, now: datetime) -> Sent:
    id, seq, rev, people = place
    return Sent(
        id=id,
        conversation_id=item.conversation_id,
        seq=seq,
        rev=rev,
        client_id=item.client_id,
        sender_id=item.sender_id,
        created_at=now,
        members=tuple(people),
        message=message_fields(
            id=id,
            conversation=item.conversation_id,
            seq=seq,
            rev=rev,
            client_id=item.client_id,
            sender=item.sender_id,
            kind=item.kind,
            body=item.body,
            reply_to=None,
            created_at=now,
        ),
    )
