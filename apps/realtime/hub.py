"""The hub of this process: person → open sockets. And `push`, which reaches people wherever they are connected."""

import asyncio
import contextlib
import secrets
import threading
from collections.abc import Iterable

import orjson
from django.conf import settings
from django.db import transaction

from apps.realtime import bus, registry
from apps.realtime.connection import TOO_MANY, Connection
from apps.realtime.frames import Frame, encode

Audience = Iterable[int] | str
"""People by id, or whoever subscribed to a topic. A notice to the processes is a topic, too."""


class Hub:
    """Lives on the event loop's thread; `deliver_soon` may be called from any thread."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(8)
        self.loop: asyncio.AbstractEventLoop | None = None
        self._loop_thread: int | None = None
        self.sockets: dict[int, dict[Connection, None]] = {}
        """Each person's, the oldest first."""
        self._topics: dict[str, set[Connection]] = {}

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.loop is loop:
            return
        self.loop = loop
        self._loop_thread = threading.get_ident()
        self.sockets = {}
        self._topics = {}
        bus.start(self, loop)

    def attach(self, connection: Connection) -> bool:
        """True when it is the person's first socket in this process. One too many closes the oldest: the page that was
        opened last is the one that is looked at."""
        sockets = self.sockets.setdefault(connection.user_id, {})
        sockets[connection] = None
        if (most := settings.SOCKETS_PER_PERSON) and len(sockets) > most:
            held = [one for one in sockets if one.closing is None]
            for oldest in held[: max(0, len(held) - most)]:
                oldest.close(TOO_MANY)
        return len(sockets) == 1

    def detach(self, connection: Connection) -> bool:
        """True when it was the person's last socket in this process."""
        self.subscribe(connection, [])
        sockets = self.sockets.get(connection.user_id)
        if sockets is None:
            return False
        sockets.pop(connection, None)
        if sockets:
            return False
        del self.sockets[connection.user_id]
        return True

    def subscribe(self, connection: Connection, topics: Iterable[str]) -> None:
        """From now on the socket hears of these topics, and of no others."""
        wanted = set(topics)
        for topic in connection.topics - wanted:
            self._topics[topic].discard(connection)
            if not self._topics[topic]:
                del self._topics[topic]
        for topic in wanted - connection.topics:
            self._topics.setdefault(topic, set()).add(connection)
        connection.topics = wanted

    def deliver(self, people: Audience, text: str, *, except_for: Connection | None = None) -> None:
        if isinstance(people, str):
            if (heed := registry.notices.get(people)) is not None:
                heed(orjson.loads(text))
            for connection in self._topics.get(people, ()):
                connection.send_text(text)
            return
        for person in people:
            for connection in self.sockets.get(person, ()):
                if connection is not except_for:
                    connection.send_text(text)

    def deliver_soon(self, people: Audience, text: str) -> None:
        if self.loop is None or self.loop.is_closed():
            return
        if threading.get_ident() == self._loop_thread:
            self.deliver(people, text)
        else:
            with contextlib.suppress(RuntimeError):  # the loop closed this very moment: nobody is left to hear it
                self.loop.call_soon_threadsafe(self.deliver, people if isinstance(people, str) else list(people), text)

    def connections(self) -> list[Connection]:
        return [connection for sockets in self.sockets.values() for connection in sockets]


hub = Hub()


def push(people: Iterable[int], frame: Frame) -> None:
    """Sends a frame to every open socket of these people, in this process and, over the bus, in all others.

    Never waits and never fails: it is a hint, and clients catch up from the database. Never call it inside an open
    transaction; there `push_on_commit` is right.
    """
    people = list(people)
    text = encode(frame)
    hub.deliver_soon(people, text)
    bus.publish(people, text)


def push_topic(topic: str, frame: Frame) -> None:
    """`push` to the sockets that subscribed to this topic."""
    text = encode(frame)
    hub.deliver_soon(topic, text)
    bus.publish(topic, text)


def push_on_commit(people: Iterable[int], frame: Frame) -> None:
    """`push`, once the surrounding transaction has committed (at once when there is none)."""
    people = list(people)
    transaction.on_commit(lambda: push(people, frame))


def push_notice(name: str, frame: Frame) -> None:
    """Tells every web process, this one included; each does what it registered for this name."""
    push_topic(name, frame)
