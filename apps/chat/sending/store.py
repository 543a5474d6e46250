"""What the write path reads and writes, one set at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from apps.chat.messages.outgoing import UNLIMITED_ORIGINS, OutgoingMessage, Sent
from apps.chat.safety.limits import MESSAGES_TRAIT, WINDOW, limits_from, trait_keys
from apps.chat.sending.sql import (
    BLOCK,
    CONVERSATION,
    MESSAGE,
    OUTBOX,
    PARTICIPANT,
    SENDER_LOCKS,
    TRAIT,
    Dialect,
    Row,
    Statement,
    as_json,
    dialect,
    rows_of,
    run,
    write,
)
from apps.events.registry import Event
from apps.events.services import row_of


@dataclass(slots=True)
class Locked:
    """A conversation under its lock, as it will be when the batch commits. `roles` are those of who takes part now.
    `is_lifted` brings it to the top of the list, `is_turned` says that the other side
    begins to be waited for, `is_opened` that a person wrote: each with this batch's moment."""

    id: int
    kind: str
    stage: str
    head_seq: int
    head_rev: int
    candidate_id: int | None
    recruiter_id: int | None
    opened_by_id: int | None
    waiting_for_id: int | None
    closed_from: str
    roles: dict[int, str] = field(default_factory=dict)
    blocked: set[tuple[int, int]] = field(default_factory=set)
    is_lifted: bool = False
    is_turned: bool = False
    is_opened: bool = False


@dataclass(slots=True)
class State:
    """All that the checks of one batch need. `recent` is, for senders with a limit: messages in the last minute and
    when the oldest of them was sent. `new_ids` are ids for as many messages as the batch holds; `placed` are those
    that got one, by sender and `client_id`."""

    conversations: dict[int, Locked]
    earlier: dict[tuple[int, UUID], tuple[Sent, int]]
    recent: dict[int, tuple[int, datetime]]
    replies: dict[int, int]
    new_ids: list[int]
    allowed: dict[int, int]
    placed: "dict[tuple[int | None, UUID], Accepted]" = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Accepted:
    """A message with its place. `new_stage` is the conversation's, where the message moved it."""

    id: int
    item: OutgoingMessage
    conversation: Locked
    seq: int
    rev: int
    created_at: datetime
    new_stage: str | None = None
    is_reopening: bool = False


def load(batch: Sequence[OutgoingMessage], *, limit: int, now: datetime) -> State:
    """Locks the batch's conversations in id order, then reads what its checks need. `limit` is the installation's, in
    messages a minute; 0 for none."""
    d = dialect()
    senders = {item.sender_id for item in batch if item.sender_id is not None and item.origin not in UNLIMITED_ORIGINS}
    limited = sorted(senders) if limit else []
    ids = d.ids(sorted({item.conversation_id for item in batch}))
    keys = [{"s": item.sender_id, "c": item.client_id.hex} for item in batch if item.sender_id is not None]
    quoted = d.ids(sorted({item.reply_to_id for item in batch if item.reply_to_id is not None}))
    facts: list[Any] = [ids, ids, as_json(keys), quoted, len(batch)]
    statements: list[Statement] = [(_lock(d), [ids])]
    if limited:
        their_ids, moment = d.ids(limited), as_column(now)
        facts += [their_ids, moment, their_ids, moment, as_column(now - WINDOW)]
        if d.is_postgres:
            # The limit holds over all processes: who counts a sender's messages has them to itself until its commit.
            statements.insert(0, (_lock_senders(d), [their_ids, moment]))
    statements.append((_read(d, with_limits=bool(limited)), facts))
    *_locks, conversations, ((participants, blocks, earlier, replies, new_ids, traits, recent),) = run(*statements)
    return State(
        conversations=_conversations(conversations, rows_of(participants), rows_of(blocks)),
        earlier={(row[0], UUID(row[1])): _earlier(row) for row in rows_of(earlier)},
        recent={sender: (count, as_moment(oldest)) for sender, count, oldest in rows_of(recent)},
        replies=dict(rows_of(replies)),
        new_ids=rows_of(new_ids),
        allowed=limits_from(limited, rows_of(traits), key=MESSAGES_TRAIT, base=limit),
    )


VALID = "(until IS NULL OR until > %s)"


@cache
def _limited(d: Dialect) -> str:
    """Those of some senders who have a limit: the ids, and the moment."""
    unlimited = f"SELECT 1 FROM {TRAIT} WHERE person_id = each.value AND key = '{MESSAGES_TRAIT}' AND value = '0'"
    return f"SELECT each.value FROM {d.each} WHERE NOT EXISTS ({unlimited} AND {VALID})"


@cache
def _lock_senders(d: Dialect) -> str:
    return (
        f"SELECT pg_advisory_xact_lock({SENDER_LOCKS}, s) FROM (SELECT (value %% 2147483647)::int AS s"
        f" FROM ({_limited(d)}) AS limited ORDER BY 1) AS senders"
    )


@cache
def _lock(d: Dialect) -> str:
    return (
        "SELECT id, kind, stage, head_seq, head_rev, candidate_id, recruiter_id, opened_by_id, waiting_for_id,"
        " closed_from"
        f" FROM {CONVERSATION} WHERE id {d.among} ORDER BY id{d.for_update}"
    )


@cache
def _read(d: Dialect, *, with_limits: bool) -> str:
    """Participants, blocks, messages already stored under these client_ids, quoted messages, fresh ids; and for senders
    who may have a limit their traits and what they sent lately.

    The order of a search leaves one index only: a plan that is made while the tables are empty would take any.
    """
    keys = ", ".join(f"'{key}'" for key in trait_keys(MESSAGES_TRAIT))
    recent = (
        f"(SELECT sender_id, count(*) AS n, min(created_at) AS oldest FROM {MESSAGE}"
        f" WHERE sender_id IN ({_limited(d)}) AND created_at > %s GROUP BY sender_id) AS recent"
    )
    earlier = (
        f"(SELECT v.c, (SELECT id FROM {MESSAGE} WHERE sender_id = v.s AND client_id >= v.c ORDER BY client_id LIMIT 1)"
        f" AS id FROM {d.rows(s='bigint', c='uuid')}) AS k JOIN {MESSAGE} m ON m.id = k.id AND m.client_id = k.c"
    )
    parts = [
        d.gathered(
            "conversation_id, user_id, role",
            f"{PARTICIPANT} WHERE conversation_id {d.among} AND left_at IS NULL",
        ),
        d.gathered(
            "p.conversation_id, b.blocker_id, b.blocked_id",
            f"{PARTICIPANT} p JOIN {BLOCK} b ON b.blocker_id = p.user_id"
            f" JOIN {PARTICIPANT} q ON q.conversation_id = p.conversation_id AND q.user_id = b.blocked_id"
            f" WHERE p.conversation_id {d.among}",
        ),
        d.gathered(
            "m.sender_id, m.client_id, m.id, m.conversation_id, m.seq, m.sent_rev, m.created_at, m.fingerprint",
            earlier,
        ),
        d.gathered("id, conversation_id", f"{MESSAGE} WHERE id {d.among}"),
        d.new_ids(MESSAGE),
    ]
    if with_limits:
        traits = f"{TRAIT} WHERE person_id {d.among} AND key IN ({keys}) AND {VALID}"
        parts += [d.gathered("person_id, key, value", traits), d.gathered("sender_id, n, oldest", recent)]
    else:
        parts += ["NULL", "NULL"]
    return f"SELECT {', '.join(parts)}"


COLUMNS = {
    "id": "bigint",
    "conversation_id": "bigint",
    "seq": "integer",
    "rev": "integer",
    "sent_rev": "integer",
    "client_id": "uuid",
    "sender_id": "bigint",
    "kind": "text",
    "origin": "text",
    "preset_id": "bigint",
    "body": "text",
    "facts": "text",
    "reply_to_id": "bigint",
    "fingerprint": "bigint",
    "created_at": "timestamptz",
}
MOVED = {
    "id": "bigint",
    "seq": "integer",
    "rev": "integer",
    "stage": "text",
    "waiting": "bigint",
    "closed_from": "text",
    "lifted": "boolean",
    "turned": "boolean",
    "opened": "boolean",
    "moment": "timestamptz",
}
EVENT = {"kind": "text", "subject": "text", "part": "smallint", "payload": "text", "moment": "timestamptz"}


def insert(messages: Sequence[Accepted], events: Iterable[Event], *, now: datetime) -> None:
    """Stores messages, moves their conversations, and puts the events into the outbox."""
    d = dialect()
    moment = as_column(now)
    touched = list({id(one.conversation): one.conversation for one in messages}.values())
    moved = [
        {
            "id": one.id,
            "seq": one.head_seq,
            "rev": one.head_rev,
            "stage": one.stage,
            "waiting": one.waiting_for_id,
            "closed_from": one.closed_from,
            "lifted": one.is_lifted,
            "turned": one.is_turned,
            "opened": one.is_opened,
            "moment": moment,
        }
        for one in touched
    ]
    published = [
        {
            "kind": row["kind"],
            "subject": row["subject"],
            "part": row["partition"],
            "payload": as_json(row["payload"]),
            "moment": moment,
        }
        for row in map(row_of, events)
    ]
    store, move, publish = _writes(d)
    write(
        (store, [as_json([_message_row(one, moment) for one in messages])]),
        (move, [as_json(moved), d.ids([one.id for one in touched])]),
        (publish, [as_json(published)]),
    )


@cache
def _writes(d: Dialect) -> tuple[str, str, str]:
    json_type = "::jsonb" if d.is_postgres else ""
    values = ", ".join(f"v.facts{json_type}" if name == "facts" else f"v.{name}" for name in COLUMNS)
    return (
        f"INSERT INTO {MESSAGE} ({', '.join(COLUMNS)}) SELECT {values} FROM {d.rows(**COLUMNS)} WHERE true",
        # PostgreSQL takes the set of rows for a hundred, and would read a small table whole, dead rows included, where
        # a list of ids leads it to the key; and a conversation's row is rewritten with each of its messages.
        f"UPDATE {CONVERSATION} SET head_seq = v.seq, head_rev = v.rev, stage = v.stage,"
        " waiting_for_id = v.waiting, closed_from = v.closed_from, updated_at = v.moment,"
        " waiting_since = CASE WHEN v.waiting IS NULL THEN NULL WHEN v.turned THEN v.moment ELSE waiting_since END,"
        " opened_at = CASE WHEN v.opened THEN coalesce(opened_at, v.moment) ELSE opened_at END,"
        " last_message_at = CASE WHEN v.lifted THEN v.moment ELSE last_message_at END"
        f" FROM {d.rows(**MOVED)} WHERE {CONVERSATION}.id = v.id AND {CONVERSATION}.id {d.among}",
        f"INSERT INTO {OUTBOX} (kind, subject, partition, payload, created_at)"
        f" SELECT v.kind, v.subject, v.part, v.payload{json_type}, v.moment FROM {d.rows(**EVENT)} WHERE true",
    )


def _message_row(one: Accepted, moment: str | None) -> dict[str, Any]:
    item = one.item
    return {
        "id": one.id,
        "conversation_id": one.conversation.id,
        "seq": one.seq,
        "rev": one.rev,
        "sent_rev": one.rev,
        "client_id": item.client_id.hex,
        "sender_id": item.sender_id,
        "kind": item.kind,
        "origin": item.origin,
        "preset_id": item.preset_id,
        "body": item.body,
        "facts": None if item.facts is None else as_json(item.facts),
        "reply_to_id": item.reply_to_id,
        "fingerprint": item.fingerprint,
        "created_at": moment,
    }


def _conversations(rows: list[Row], participants: list[Row], blocks: list[Row]) -> dict[int, Locked]:
    found = {row[0]: Locked(*row) for row in rows}
    for conversation_id, user_id, role in participants:
        if conversation_id in found:
            found[conversation_id].roles[user_id] = role
    for conversation_id, blocker, blocked in blocks:
        if conversation_id in found:
            found[conversation_id].blocked |= {(blocker, blocked), (blocked, blocker)}
    return found


def _earlier(row: Row) -> tuple[Sent, int]:
    sender_id, client_id, message_id, conversation_id, seq, rev, created_at, fingerprint = row
    sent = Sent(
        id=message_id,
        conversation_id=conversation_id,
        seq=seq,
        rev=rev,
        client_id=UUID(client_id),
        sender_id=sender_id,
        created_at=as_moment(created_at),
        is_repeat=True,
    )
    return sent, fingerprint


def as_column(value: datetime) -> str:
    """As each database's own columns hold it: with the zone on PostgreSQL, naive in UTC on SQLite."""
    if connection.vendor == "postgresql":
        return value.isoformat()
    return str(value.astimezone(UTC).replace(tzinfo=None))


def as_moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
