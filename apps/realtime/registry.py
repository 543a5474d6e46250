"""What upper apps hang onto the socket: commands that clients send, hello's cursor, people's coming and going, and what
the processes tell each other."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from apps.realtime.frames import Frame
from apps.realtime.pace import Pace

if TYPE_CHECKING:
    from apps.realtime.connection import Connection

Command = Callable[["Connection", Frame], Awaitable[None] | None]
CursorSource = Callable[[int], Awaitable[str]]
Watcher = Callable[[list[int]], Awaitable[None]]
Heed = Callable[[Frame], None]

commands: dict[str, Command] = {}
paces: dict[str, Pace] = {}
_cursor_sources: list[CursorSource] = []
arrivals: list[Watcher] = []
departures: list[Watcher] = []
notices: dict[str, Heed] = {}


def command(name: str, *, per_minute: int = 0) -> Callable[[Command], Command]:
    """Registers `handle(connection, frame)` for a client frame's `type`: a coroutine function, or a plain one that
    returns what is left to be awaited, or nothing. It may raise DomainError, which is answered with an `error` frame
    that repeats `request_id` and `client_id`. The socket's next frame is handled after it.

    A person may send it `per_minute` times over all their sockets; 0 is for commands that have a limit of their own."""

    def register(function: Command) -> Command:
        commands[name] = function
        paces[name] = Pace(per_minute)
        return function

    return register


def cursor_source(function: CursorSource) -> CursorSource:
    """Registers the one source of the inbox cursor that `hello` and `pong` carry."""
    _cursor_sources[:] = [function]
    return function


async def inbox_cursor(user_id: int) -> str:
    return await _cursor_sources[0](user_id) if _cursor_sources else ""


def on_arrival(function: Watcher) -> Watcher:
    """Called in the web process with the people whose first socket in this process has opened, a moment ago."""
    arrivals.append(function)
    return function


def notice(name: str) -> Callable[[Heed], Heed]:
    """Registers what every web process does, on its event loop's thread and without waiting, when `hub.push_notice`
    says this. It may get lost, as everything that goes over the bus."""

    def register(function: Heed) -> Heed:
        notices[name] = function
        return function

    return register


def on_departure(function: Watcher) -> Watcher:
    """Called in the web process with the people whose last socket in this process has closed, a moment ago."""
    departures.append(function)
    return function
