"""What the live socket needs to know often and cheaply: who is in a conversation, and everybody's inbox cursor."""

import logging
import time
from dataclasses import dataclass

from channels.db import database_sync_to_async

from apps.chat.conversations.errors import NotAParticipant
from apps.chat.conversations.models import Participant
from apps.chat.reading.catching_up import cursor_of
from apps.chat.safety.permissions import Pair, blocked_pairs, refusal
from apps.realtime.gathering import Gathering
from apps.realtime.registry import cursor_source

logger = logging.getLogger(__name__)

MEMBERS_SECONDS = 4.0
"""How long a removed member may still see who is typing. Who hides is forgotten at once."""

MAX_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Members:
    """Who takes part in a conversation, in which role. `hidden` are the invisible ones; `blocked` pairs hear nothing
    live of each other."""

    kind: str
    stage: str
    roles: dict[int, str]
    hidden: frozenset[int]
    blocked: frozenset[Pair]

    def listeners(self, speaker: int) -> list[int]:
        """Who may see this person's live signs. Raises NotAParticipant for a stranger's; whoever else may not write
        is seen by nobody, and isn't told so."""
        error = refusal(speaker, kind=self.kind, stage=self.stage, roles=self.roles, blocked=self.blocked)
        if isinstance(error, NotAParticipant):
            raise error
        if error is not None or speaker in self.hidden:
            return []
        return [person for person in self.roles if person != speaker and (person, speaker) not in self.blocked]


_members: dict[int, tuple[float, Members]] = {}
_forgotten = 0


async def members_of(conversation_id: int) -> Members:
    known = _members.get(conversation_id)
    now = time.monotonic()
    if known is not None and now - known[0] < MEMBERS_SECONDS:
        return known[1]
    began = _forgotten
    members = await database_sync_to_async(_read_members)(conversation_id)
    if began != _forgotten:
        # Somebody hid while this was read.
        return await members_of(conversation_id)
    if len(_members) >= MAX_REMEMBERED:
        _members.clear()
    _members[conversation_id] = (now, members)
    return members


def forget_members(people: set[int]) -> None:
    """What is remembered of the conversations of these people isn't so any more."""
    global _forgotten
    _forgotten += 1
    for conversation_id, (_read_at, members) in list(_members.items()):
        if not people.isdisjoint(members.roles):
            del _members[conversation_id]


def _read_members(conversation_id: int) -> Members:
    present = Participant.objects.filter(conversation_id=conversation_id, left_at=None)
    rows = list(
        present.values_list("user_id", "role", "user__is_invisible", "conversation__kind", "conversation__stage")
    )
    roles = {person: role for person, role, *_rest in rows}
    return Members(
        kind=rows[0][3] if rows else "",
        stage=rows[0][4] if rows else "",
        roles=roles,
        hidden=frozenset(person for person, _role, is_invisible, *_rest in rows if is_invisible),
        blocked=blocked_pairs(roles),
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
