"""Who sees whom online: people who share a conversation, unless the other is invisible or one blocked the other.

Each process remembers what its sockets watch. Coming, going, hiding and blocking are told at once over the bus; a look
at the table every twenty seconds tells what nobody could say (a process that died, "just now" that became "today").
"""

import asyncio
import itertools
import logging
from collections import defaultdict
from collections.abc import Coroutine, Iterable
from contextvars import Context
from typing import Any

from channels.db import database_sync_to_async

from apps.accounts.models import Block, User
from apps.chat.conversations.models import Participant
from apps.chat.live.members import forget_members
from apps.realtime import presence
from apps.realtime.connection import Connection
from apps.realtime.frames import Frame
from apps.realtime.hub import hub, push_topic
from apps.realtime.registry import notice, on_arrival, on_departure

logger = logging.getLogger(__name__)

MAX_WATCHED = 300
REFRESH_SECONDS = 20
REPEAT_EVERY = 3
"""Each third look tells everything again: what came over the bus meanwhile isn't remembered."""

LEAVE_SECONDS = 6
"""How long a page may take to load again before its reader is said to be gone."""

VISIBILITY = "chat.visibility"
"""The notice that people are seen otherwise than before."""

_tasks: set["asyncio.Task[None]"] = set()
_refresher: "asyncio.Task[None] | None" = None


def topic(user_id: int) -> str:
    return f"presence:{user_id}"


async def watch(connection: Connection, user_ids: Iterable[int]) -> None:
    """From now on this socket hears of these people (instead of those before); their state is told at once."""
    global _refresher
    allowed, states = await database_sync_to_async(_look)({connection.user_id: set(user_ids)})
    hub.subscribe(connection, [topic(user_id) for user_id in allowed[connection.user_id]])
    connection.data["presence"] = {}
    _tell(connection, allowed[connection.user_id], states)
    loop = asyncio.get_running_loop()
    if _refresher is None or _refresher.done() or _refresher.get_loop() is not loop:
        _refresher = loop.create_task(_refresh_forever())


@on_arrival
async def arrived(user_ids: list[int]) -> None:
    """They are online: to be told to whoever watches, unless they are invisible."""
    hidden = await database_sync_to_async(invisible)(user_ids)
    for user_id in user_ids:
        if user_id not in hidden:
            push_topic(topic(user_id), {"type": "presence", "user": user_id, "state": "online"})


@on_departure
async def departed(user_ids: list[int]) -> None:
    _in_background(_announce_later(user_ids))


@notice(VISIBILITY)
def look_again(frame: Frame) -> None:
    """Who hid, shows again, blocked or unblocked: typing is told by the new rule from now on, and whoever watches one
    of them hears their state anew."""
    people = set(frame["people"])
    forget_members(people)
    _in_background(_refresh_only(people))


def _in_background(work: Coroutine[Any, Any, None]) -> None:
    # A context of its own: the one of whoever said it may belong to a thread that waits for this loop.
    task = asyncio.get_running_loop().create_task(work, context=Context())
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


async def _announce_later(user_ids: list[int]) -> None:
    await asyncio.sleep(LEAVE_SECONDS)
    gone = [user_id for user_id in user_ids if not hub.sockets.get(user_id)]
    states = await database_sync_to_async(visible_states)(gone) if gone else {}
    for user_id, state in states.items():
        push_topic(topic(user_id), {"type": "presence", "user": user_id, "state": state})


async def _refresh_forever() -> None:
    for number in itertools.count(1):
        await asyncio.sleep(REFRESH_SECONDS)
        try:
            await _refresh(again=number % REPEAT_EVERY == 0)
        except Exception:
            logger.exception("Presence couldn't be refreshed; trying again.")


async def _refresh(*, again: bool) -> None:
    watching = [connection for connection in hub.connections() if "presence" in connection.data]
    wanted: dict[int, set[int]] = defaultdict(set)
    for connection in watching:
        wanted[connection.user_id] |= connection.data["presence"].keys()
    if not wanted:
        return
    allowed, states = await database_sync_to_async(_look)(wanted)
    for connection in watching:
        told = set(connection.data["presence"])
        if again:
            connection.data["presence"] = {}
        hub.subscribe(connection, [topic(user_id) for user_id in told & allowed[connection.user_id]])
        _tell(connection, told & allowed[connection.user_id], states)
        _tell(connection, told - allowed[connection.user_id], {})


async def _refresh_only(people: set[int]) -> None:
    watching = [one for one in hub.connections() if not people.isdisjoint(one.data.get("presence", ()))]
    # Either side of a block may be the one who watches.
    wanted: dict[int, set[int]] = defaultdict(set)
    for connection in watching:
        wanted[connection.user_id] |= people & connection.data["presence"].keys()
    if not wanted:
        return
    allowed, states = await database_sync_to_async(_look)(wanted)
    for connection in watching:
        seen = people & connection.data["presence"].keys()
        heard = seen & allowed.get(connection.user_id, set())
        others = connection.topics - {topic(user_id) for user_id in seen}
        hub.subscribe(connection, others | {topic(user_id) for user_id in heard})
        connection.data["presence"] |= dict.fromkeys(seen)
        _tell(connection, heard, states)
        _tell(connection, seen - heard, {})


def _tell(connection: Connection, user_ids: Iterable[int], states: dict[int, presence.State]) -> None:
    told = connection.data["presence"]
    for user_id in sorted(user_ids):
        state = states.get(user_id, "away")
        if told.get(user_id) != state:
            told[user_id] = state
            connection.send({"type": "presence", "user": user_id, "state": state})


def _look(wanted: dict[int, set[int]]) -> tuple[dict[int, set[int]], dict[int, presence.State]]:
    """Whom each viewer may see, and in which state these are."""
    people = {user_id for users in wanted.values() for user_id in users}
    shared = (
        Participant.objects.filter(user__in=wanted, left_at=None, conversation__participants__user__in=people)
        .filter(conversation__participants__left_at=None)
        .values_list("user_id", "conversation__participants__user_id")
        .distinct()
    )
    allowed: dict[int, set[int]] = {viewer: set() for viewer in wanted}
    for viewer, other in shared:
        if other in wanted[viewer] and other != viewer:
            allowed[viewer].add(other)
    blocks = Block.objects.filter(blocker__in=people | set(wanted), blocked__in=people | set(wanted))
    for one, other in blocks.values_list("blocker_id", "blocked_id"):
        allowed.get(one, set()).discard(other)
        allowed.get(other, set()).discard(one)
    return allowed, visible_states({user_id for users in allowed.values() for user_id in users})


def visible_states(user_ids: Iterable[int]) -> dict[int, presence.State]:
    """As others see them: who is invisible is away."""
    states = presence.states(user_ids)
    return states | dict.fromkeys(invisible(states), "away")


def invisible(user_ids: Iterable[int]) -> set[int]:
    """Those of them who don't want to be seen online."""
    return set(User.objects.filter(pk__in=list(user_ids), is_invisible=True).values_list("pk", flat=True))
