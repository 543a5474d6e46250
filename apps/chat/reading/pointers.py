"""Read and delivered pointers: many moves, one transaction. They only grow, so applying a move twice is harmless."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.reading.selectors import unread_counts
from apps.chat.sending.sql import BLOCK, CONVERSATION, PARTICIPANT, as_json, dialect, run
from apps.chat.sending.store import as_column
from apps.realtime.frames import Frame
from apps.realtime.hub import push

USER = User._meta.db_table
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Move:
    """`read` 0 leaves the read pointer alone."""

    conversation_id: int
    user_id: int
    delivered: int
    read: int


def merged(moves: Iterable[Move]) -> list[Move]:
    """One move a participant, in their order."""
    found: dict[Key, Move] = {}
    for one in moves:
        key = (one.conversation_id, one.user_id)
        earlier = found.get(key, one)
        found[key] = Move(*key, max(one.delivered, earlier.delivered), max(one.read, earlier.read))
    return [found[key] for key in sorted(found)]


def move(moves: Iterable[Move]) -> None:
    """Moves pointers up, never beyond the newest message, and tells the members what moved. Moves in conversations
    that the person isn't in are ignored."""
    wanted = merged(moves)
    with transaction.atomic():
        moved, audience, blocked = _move(wanted)
        readers = {(one.conversation_id, one.user_id) for one in wanted if one.read}
        counts = unread_counts(readers & moved.keys())
        transaction.on_commit(lambda: _tell(moved, audience, blocked, counts))


@dataclass(frozen=True, slots=True)
class Habits:
    """What a participant lets others see of their reading."""

    shows_read: bool
    is_invisible: bool


Audience = dict[int, dict[int, Habits]]


def _move(moves: Sequence[Move]) -> tuple[dict[Key, tuple[int, int]], Audience, set[tuple[int, int]]]:
    """Pointers (read, delivered) of the participants that moved; of their conversations, who takes part; and who of
    these blocked whom, each pair in both directions."""
    d = dialect()
    greatest, least = ("greatest", "least") if d.is_postgres else ("max", "min")
    rows = as_json(
        [
            {"c": one.conversation_id, "u": one.user_id, "d": max(one.delivered, one.read), "r": one.read}
            for one in moves
        ]
    )
    source = d.rows(c="bigint", u="bigint", d="integer", r="integer")
    participant = (
        f"{PARTICIPANT}.conversation_id = v.c AND {PARTICIPANT}.user_id = v.u AND {PARTICIPANT}.left_at IS NULL"
    )
    conversations = d.ids(sorted({one.conversation_id for one in moves}))
    moved, people, blocks = run(
        (
            f"UPDATE {PARTICIPANT} SET read_seq = {greatest}(read_seq, {least}(v.r, c.head_seq)),"
            f" delivered_seq = {greatest}(delivered_seq, {least}(v.d, c.head_seq)),"
            " marked_unread = (CASE WHEN v.r > 0 THEN false ELSE marked_unread END), updated_at = %s"
            f" FROM {source} JOIN {CONVERSATION} c ON c.id = v.c WHERE {participant}"
            f" AND (read_seq < {least}(v.r, c.head_seq) OR delivered_seq < {least}(v.d, c.head_seq)"
            " OR (v.r > 0 AND marked_unread))"
            f" RETURNING {PARTICIPANT}.conversation_id, {PARTICIPANT}.user_id, read_seq, delivered_seq",
            [as_column(timezone.now()), rows],
        ),
        (
            f"SELECT p.conversation_id, p.user_id, u.send_read_receipts, u.is_invisible FROM {PARTICIPANT} p"
            f" JOIN {USER} u ON u.id = p.user_id WHERE p.left_at IS NULL AND p.conversation_id {d.among}",
            [conversations],
        ),
        (
            f"SELECT b.blocker_id, b.blocked_id FROM {PARTICIPANT} p JOIN {BLOCK} b ON b.blocker_id = p.user_id"
            f" JOIN {PARTICIPANT} q ON q.conversation_id = p.conversation_id AND q.user_id = b.blocked_id"
            f" WHERE p.conversation_id {d.among}",
            [conversations],
        ),
    )
    audience: Audience = {}
    for conversation_id, user_id, shows_read, is_invisible in people:
        audience.setdefault(conversation_id, {})[user_id] = Habits(bool(shows_read), bool(is_invisible))
    blocked = {pair for one, other in blocks for pair in ((one, other), (other, one))}
    return {(row[0], row[1]): (row[2], row[3]) for row in moved}, audience, blocked


def _tell(
    moved: dict[Key, tuple[int, int]], audience: Audience, blocked: set[tuple[int, int]], counts: dict[Key, int]
) -> None:
    """Receipts: not of who is invisible, not over a block, and with the read pointer only where both sides show it."""
    for (conversation_id, user_id), (read, delivered) in moved.items():
        members = audience[conversation_id]
        receipt: Frame = {"type": "receipt", "conversation": conversation_id, "user": user_id, "delivered": delivered}
        others = {other for other in members if other != user_id and (other, user_id) not in blocked}
        if members[user_id].is_invisible:
            others = set()
        shown = {other for other in others if members[user_id].shows_read and members[other].shows_read}
        push(shown | {user_id}, receipt | {"read": read})
        push(others - shown, receipt | {"read": None})
        count = counts.get((conversation_id, user_id))
        if count is not None:
            push([user_id], {"type": "unread", "conversation": conversation_id, "count": count})
