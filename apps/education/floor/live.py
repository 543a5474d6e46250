"""The room, live. A change is a notice to the processes; each reads what changed for its own open rooms, at most every
tenth of a second, so that twenty questions and a hundred votes a second are ten frames a second to each reader. What a
frame holds comes from the database, whoever changed it, and in its order."""

import asyncio
import logging
from contextvars import Context
from dataclasses import dataclass

from channels.db import database_sync_to_async

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.education.floor.selectors import changes_after
from apps.education.salons.registering import LEFT
from apps.education.salons.revisions import CHANGED
from apps.education.salons.selectors import entered
from apps.errors import DomainError, NotFound
from apps.realtime.connection import Connection
from apps.realtime.frames import Frame, encode
from apps.realtime.gathering import Gathering
from apps.realtime.hub import hub
from apps.realtime.registry import notice

logger = logging.getLogger(__name__)

EVERY_SECONDS = 0.1
SALON, HIDDEN = "salon", "salon.hidden"
"""What a connection remembers: the room that its page shows, and whose questions it mustn't."""


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody finds who comes into a room: whom they mustn't see, and its revision."""

    hidden: frozenset[int]
    rev: int


_told: dict[int, int] = {}
"""The revision up to which the readers in this process know each room."""
_changed: set[int] = set()
_tasks: dict[int, "asyncio.Task[None]"] = {}


async def watch(connection: Connection, salon_id: int) -> None:
    """From now on this socket hears of the room. Raises what `entered` raises."""
    found = await _looks.ask((connection.user_id, salon_id))
    if not isinstance(found, Look):
        raise found or NotFound
    connection.data[HIDDEN], connection.data[SALON], rev = found.hidden, salon_id, found.rev
    _told.setdefault(salon_id, rev)
    connection.send({"type": "salon.watching", "salon": salon_id, "rev": rev})
    # What was told between the look and now isn't known to this socket.
    _tell_soon(salon_id)


@notice(CHANGED)
def tell_of_changes(frame: Frame) -> None:
    _tell_soon(frame["salon"])


@notice(LEFT)
def shut_the_door(frame: Frame) -> None:
    for connection in hub.sockets.get(frame["person"], ()):
        if connection.data.get(SALON) == frame["salon"]:
            del connection.data[SALON]


def _tell_soon(salon_id: int) -> None:
    _changed.add(salon_id)
    loop, task = asyncio.get_running_loop(), _tasks.get(salon_id)
    if task is None or task.done() or task.get_loop() is not loop:
        # A context of its own: the one of whoever said it may belong to a thread that waits for this loop.
        _tasks[salon_id] = loop.create_task(_tell(salon_id), context=Context())


async def _tell(salon_id: int) -> None:
    while salon_id in _changed:
        _changed.discard(salon_id)
        if _readers(salon_id) and salon_id in _told:
            try:
                await _tell_once(salon_id)
            except Exception:
                logger.exception("A room's changes couldn't be told; its readers catch up with the next ones.")
            await asyncio.sleep(EVERY_SECONDS)
        else:
            _told.pop(salon_id, None)
    del _tasks[salon_id]


async def _tell_once(salon_id: int) -> None:
    after = _told[salon_id]
    changes = await database_sync_to_async(changes_after)(salon_id, after)
    _told[salon_id] = changes["rev"]
    frame = {"type": "salon.changed", "salon": salon_id, "after": after, **changes}
    people = {one["author"]["id"] for one in frame["questions"]} | {one["id"] for one in frame.get("hands", ())}
    text = encode(frame)
    for connection in _readers(salon_id):
        hidden = connection.data[HIDDEN]
        connection.send_text(text if hidden.isdisjoint(people) else encode(_without(frame, hidden)))


def _without(frame: Frame, hidden: frozenset[int]) -> Frame:
    shown = frame | {"questions": [one for one in frame["questions"] if one["author"]["id"] not in hidden]}
    if "hands" in frame:
        shown["hands"] = [one for one in frame["hands"] if one["id"] not in hidden]
    return shown


def _readers(salon_id: int) -> list[Connection]:
    return [connection for connection in hub.connections() if connection.data.get(SALON) == salon_id]


def _look(wanted: set[tuple[int, int]]) -> dict[tuple[int, int], Look | DomainError]:
    """By person and event: when a room opens, hundreds come in the same second."""
    people = User.objects.in_bulk({user_id for user_id, _salon_id in wanted})
    found: dict[tuple[int, int], Look | DomainError] = {}
    for user_id, salon_id in wanted:
        person = people[user_id]
        try:
            found[user_id, salon_id] = Look(frozenset(blocked_ids(person)), entered(person, salon_id).rev)
        except DomainError as error:
            found[user_id, salon_id] = error
    return found


_looks: Gathering[tuple[int, int], Look | DomainError] = Gathering(database_sync_to_async(_look))
