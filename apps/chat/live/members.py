"""What the live socket needs to know often and cheaply: who is in a conversation, and everybody's inbox cursor."""

import logging
import time
from dataclasses import dataclass

from channels.db import database_sync_to_async

from apps.accounts.models import Block
from apps.chat.conversations.errors import NotAParticipant
from apps.chat.conversations.models import Participant
from apps.chat.reading.catching_up import cursor_of
from apps.realtime.gathering import Gathering
from apps.realtime.registry import cursor_source

logger = logging.getLogger(__name__)

MEMBERS_SECONDS = 4.0
"""How long a removed member may still see who is typing."""

MAX_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Members:
    """`hidden` are members who are invisible; `blocked` pairs hear nothing live of each other."""

    people: frozenset[int]
    hidden: frozenset[int]
    blocked: frozenset[tuple[int, int]]

    def hearing(self, speaker: int) -> list[int]:
        """Whom a live sign of this member reaches; raises NotAParticipant for anybody else's."""
        if speaker not in self.people:
            raise NotAParticipant
        if speaker in self.hidden:
            return []
        return [one for one in self.people if one != speaker and (one, speaker) not in self.blocked]


_members: dict[int, tuple[float, Members]] = {}


async def members_of(conversation_id: int) -> Members:
    known = _members.get(conversation_id)
    now = time.monotonic()
    if known is not None and now - known[0] < MEMBERS_SECONDS:
        return known[1]
    members = await database_sync_to_async(_read_members)(conversation_id)
    if len(_members) >= MAX_REMEMBERED:
        _members.clear()
    _members[conversation_id] = (now, members)
    return members


def _read_members(conversation_id: int) -> Members:
    seats = Participant.objects.filter(conversation_id=conversation_id, left_at=None)
    people = dict(seats.values_list("user_id", "user__is_invisible"))
    pairs = Block.objects.filter(blocker__in=people, blocked__in=people).values_list("blocker_id", "blocked_id")
    return Members(
        people=frozenset(people),
        hidden=frozenset(person for person, is_invisible in people.items() if is_invisible),
        blocked=frozenset(pair for one, other in pairs for pair in ((one, other), (other, one))),
    )


async def _cursors(user_ids: set[int]) -> dict[int, str]:
    try:
        return await database_sync_to_async(cursor_of)(sorted(user_ids))
    except Exception:
        logger.exception("Inbox cursors couldn't be read; clients catch up by themselves.")
        return {}


_gathered_cursors = Gathering(_cursors)


@cursor_source
async def inbox_cursor(user_id: int) -> str:
    """The person's cursor. Those who ask at the same time share one query."""
    return await _gathered_cursors.ask(user_id) or ""
