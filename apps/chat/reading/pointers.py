"""Read and delivered pointers: many moves, one transaction. They only grow, so applying a move twice is harmless."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.reading.selectors import unread_counts
from apps.chat.sending.sql import CONVERSATION, PARTICIPANT, as_json, dialect, run
from apps.chat.sending.store import as_column
from apps.realtime.frames import Frame
from apps.realtime.hub import push

USER = User._meta.db_table
Seat = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Move:
    """`read` 0 leaves the read pointer alone."""

    conversation_id: int
    user_id: int
    delivered: int
    read: int


def merged(moves: Iterable[Move]) -> list[Move]:
    """One move a seat, in seat order."""
    found: dict[Seat, Move] = {}
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
        moved, audience = _move(wanted)
        readers = {(one.conversation_id, one.user_id) for one in wanted if one.read}
        counts = unread_counts(readers & moved.keys())
        transaction.on_commit(lambda: _tell(moved, audience, counts))


def _move(moves: Sequence[Move]) -> tuple[dict[Seat, tuple[int, int]], dict[int, dict[int, bool]]]:
    """Pointers (read, delivered) of the seats that moved; and of their conversations, who shows read receipts."""
    d = dialect()
    greatest, least = ("greatest", "least") if d.is_postgres else ("max", "min")
    rows = as_json(
        [
            {"c": one.conversation_id, "u": one.user_id, "d": max(one.delivered, one.read), "r": one.read}
            for one in moves
        ]
    )
    source = d.rows(c="bigint", u="bigint", d="integer", r="integer")
    seat = f"{PARTICIPANT}.conversation_id = v.c AND {PARTICIPANT}.user_id = v.u AND {PARTICIPANT}.left_at IS NULL"
    moved, people = run(
        (
            f"UPDATE {PARTICIPANT} SET read_seq = {greatest}(read_seq, {least}(v.r, c.head_seq)),"
            f" delivered_seq = {greatest}(delivered_seq, {least}(v.d, c.head_seq)),"
            " marked_unread = (CASE WHEN v.r > 0 THEN false ELSE marked_unread END), updated_at = %s"
            f" FROM {source} JOIN {CONVERSATION} c ON c.id = v.c WHERE {seat}"
            f" AND (read_seq < {least}(v.r, c.head_seq) OR delivered_seq < {least}(v.d, c.head_seq)"
            " OR (v.r > 0 AND marked_unread))"
            f" RETURNING {PARTICIPANT}.conversation_id, {PARTICIPANT}.user_id, read_seq, delivered_seq",
            [as_column(timezone.now()), rows],
        ),
        (
            f"SELECT p.conversation_id, p.user_id, u.send_read_receipts FROM {PARTICIPANT} p"
            f" JOIN {USER} u ON u.id = p.user_id WHERE p.left_at IS NULL AND p.conversation_id {d.among}",
            [d.ids(sorted({one.conversation_id for one in moves}))],
        ),
    )
    audience: dict[int, dict[int, bool]] = {}
    for conversation_id, user_id, shows in people:
        audience.setdefault(conversation_id, {})[user_id] = bool(shows)
    return {(row[0], row[1]): (row[2], row[3]) for row in moved}, audience


def _tell(moved: dict[Seat, tuple[int, int]], audience: dict[int, dict[int, bool]], counts: dict[Seat, int]) -> None:
    for (conversation_id, user_id), (read, delivered) in moved.items():
        members = audience[conversation_id]
        receipt: Frame = {"type": "receipt", "conversation": conversation_id, "user": user_id, "delivered": delivered}
        shown = {other for other, shows in members.items() if shows} if members[user_id] else set()
        push(shown | {user_id}, receipt | {"read": read})
        push(members.keys() - shown - {user_id}, receipt | {"read": None})
        count = counts.get((conversation_id, user_id))
        if count is not None:
            push([user_id], {"type": "unread", "conversation": conversation_id, "count": count})
