"""What the write path reads and writes, one set at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import orjson
from django.db import connection

from apps.chat.limits import WINDOW
from apps.chat.sending.outgoing import OutgoingMessage, Sent
from apps.chat.sending.sql import (
    BLOCK,
    CONVERSATION,
    MESSAGE,
    PARTICIPANT,
    SENDER_LOCKS,
    Row,
    Statement,
    dialect,
    run,
)


@dataclass(slots=True)
class Locked:
    """A conversation under its lock, as it will be when the batch commits."""

    id: int
    kind: str
    stage: str
    head_seq: int
    head_rev: int
    candidate_id: int | None
    recruiter_id: int | None
    opened_by_id: int | None
    waiting_for_id: int | None
    seats: dict[int, str] = field(default_factory=dict)
    blocked: set[tuple[int, int]] = field(default_factory=set)
    last_message_at: datetime | None = None


@dataclass(slots=True)
class State:
    """All that the checks of one batch need. `recent` is, for senders with a limit: messages in the last minute and
    when the oldest of them was sent."""

    conversations: dict[int, Locked]
    earlier: dict[tuple[int, UUID], tuple[Sent, int]]
    recent: dict[int, tuple[int, datetime]]
    replies: dict[int, int]


def load(batch: Sequence[OutgoingMessage], *, limited: Iterable[int], now: datetime) -> State:
    """Locks the batch's conversations in id order, and reads what its checks need."""
    d = dialect()
    limited_in, limited_ids = d.among(sorted(set(limited)))
    in_these, ids = d.among(sorted({item.conversation_id for item in batch}))
    keys = [{"s": item.sender_id, "c": _uuid(item.client_id)} for item in batch if item.sender_id is not None]
    statements: list[Statement] = [
        (
            "SELECT id, kind, stage, head_seq, head_rev, candidate_id, recruiter_id, opened_by_id, waiting_for_id"
            f" FROM {CONVERSATION} WHERE id {in_these} ORDER BY id{d.for_update}",
            [ids],
        ),
        (
            f"SELECT conversation_id, user_id, role FROM {PARTICIPANT}"
            f" WHERE conversation_id {in_these} AND left_at IS NULL",
            [ids],
        ),
        (
            f"SELECT p.conversation_id, b.blocker_id, b.blocked_id FROM {BLOCK} b"
            f" JOIN {PARTICIPANT} p ON p.user_id = b.blocker_id"
            f" JOIN {PARTICIPANT} q ON q.conversation_id = p.conversation_id AND q.user_id = b.blocked_id"
            f" WHERE p.conversation_id {in_these}",
            [ids],
        ),
        (
            "SELECT m.sender_id, m.client_id, m.id, m.conversation_id, m.seq, m.sent_rev, m.created_at, m.fingerprint"
            f" FROM {d.rows(s='bigint', c='uuid')} JOIN {MESSAGE} m ON m.sender_id = v.s AND m.client_id = v.c",
            [orjson.dumps(keys).decode()],
        ),
    ]
    if limited_ids and limited_ids != "[]":
        if d.is_postgres:
            lock = f"SELECT pg_advisory_xact_lock({SENDER_LOCKS}, (s %% 2147483647)::int) FROM unnest(%s::bigint[]) s"
            statements.insert(0, (lock, [limited_ids]))
        counted = (
            f"SELECT sender_id, count(*), min(created_at) FROM {MESSAGE}"
            f" WHERE sender_id {limited_in} AND created_at > %s GROUP BY sender_id"
        )
        statements.append((counted, [limited_ids, as_column(now - WINDOW)]))
    else:
        statements.append(("SELECT 1 WHERE 1 = 0", []))
    replies = sorted({item.reply_to_id for item in batch if item.reply_to_id is not None})
    if replies:
        in_replies, reply_ids = d.among(replies)
        statements.append((f"SELECT id, conversation_id FROM {MESSAGE} WHERE id {in_replies}", [reply_ids]))
    answers = run(statements)
    replied = answers.pop() if replies else []
    conversations, seats, blocks, earlier, recent = answers[-5:]
    return State(
        conversations=_conversations(conversations, seats, blocks),
        earlier={(row[0], _as_uuid(row[1])): _earlier(row) for row in earlier},
        recent={row[0]: (row[1], _as_moment(row[2])) for row in recent},
        replies=dict(replied),
    )


def insert(
    messages: Sequence[tuple[OutgoingMessage, Locked, int, int, datetime]], touched: Iterable[Locked]
) -> dict[tuple[int, int], int]:
    """Stores messages (with seq, rev, time) and moves their conversations. The new ids by (conversation, seq)."""
    d = dialect()
    columns = {
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
    rows = [
        {
            "conversation_id": conversation.id,
            "seq": seq,
            "rev": rev,
            "sent_rev": rev,
            "client_id": _uuid(item.client_id),
            "sender_id": item.sender_id,
            "kind": item.kind,
            "origin": item.origin,
            "preset_id": item.preset_id,
            "body": item.body,
            "facts": None if item.facts is None else orjson.dumps(item.facts).decode(),
            "reply_to_id": item.reply_to_id,
            "fingerprint": item.fingerprint,
            "created_at": as_column(created_at),
        }
        for item, conversation, seq, rev, created_at in messages
    ]
    values = ", ".join("v.facts::jsonb" if name == "facts" and d.is_postgres else f"v.{name}" for name in columns)
    moved = [
        {
            "id": one.id,
            "seq": one.head_seq,
            "rev": one.head_rev,
            "stage": one.stage,
            "waiting": one.waiting_for_id,
            "moment": as_column(one.last_message_at),
        }
        for one in touched
    ]
    moved_rows = d.rows(id="bigint", seq="integer", rev="integer", stage="text", waiting="bigint", moment="timestamptz")
    answers = run(
        [
            (
                f"INSERT INTO {MESSAGE} ({', '.join(columns)}) SELECT {values} FROM {d.rows(**columns)} WHERE true"
                " RETURNING conversation_id, seq, id",
                [orjson.dumps(rows).decode()],
            ),
            (
                f"UPDATE {CONVERSATION} SET head_seq = v.seq, head_rev = v.rev, stage = v.stage,"
                " waiting_for_id = v.waiting, last_message_at = v.moment, updated_at = v.moment"
                f" FROM {moved_rows} WHERE {CONVERSATION}.id = v.id",
                [orjson.dumps(moved).decode()],
            ),
        ]
    )
    return {(row[0], row[1]): row[2] for row in answers[0]}


def _conversations(rows: list[Row], seats: list[Row], blocks: list[Row]) -> dict[int, Locked]:
    found = {row[0]: Locked(*row) for row in rows}
    for conversation_id, user_id, role in seats:
        if conversation_id in found:
            found[conversation_id].seats[user_id] = role
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
        client_id=_as_uuid(client_id),
        sender_id=sender_id,
        created_at=_as_moment(created_at),
        is_repeat=True,
    )
    return sent, fingerprint


def _uuid(value: UUID) -> str:
    return value.hex


def _as_uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def as_column(value: datetime | None) -> str | None:
    """As each database's own columns hold it: with the zone on PostgreSQL, naive in UTC on SQLite."""
    if value is None:
        return None
    if connection.vendor == "postgresql":
        return value.isoformat()
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _as_moment(value: datetime | str) -> datetime:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value if value.tzinfo else value.replace(tzinfo=UTC)
