"""A client of the live protocol as anybody might write one: it comes back by itself, sends again what wasn't acked,
and fetches what it missed. It waits between tries as the browser's client does."""

import asyncio
import contextlib
import json
import random
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

FIRST_WAIT = 0.5
LONGEST_WAIT = 4.0
HELLO_WITHIN_SECONDS = 30.0
ANSWER_WITHIN_SECONDS = 12.0
UNACKED_AT_MOST = 4
LOOK_AGAIN_SECONDS = 0.5
Frame = dict[str, Any]


@dataclass
class Outgoing:
    conversation: int
    body: str
    preset: int
    client_id: str = field(default_factory=lambda: str(uuid4()))
    sent_at: float = 0.0
    ack: Frame | None = None
    acked_after: float = 0.0
    was_refused: bool = False

    def frame(self) -> Frame:
        return {
            "type": "message.send",
            "client_id": self.client_id,
            "conversation": self.conversation,
            "body": self.body,
            "origin": "preset",
            "preset": self.preset,
        }


@dataclass(frozen=True)
class Hello:
    """When the client knocked, when it was let in, and where."""

    knocked: float
    at: float
    url: str


class Client:
    """Sends its messages in order, as many as are `allowed`, a few unacked at a time; remembers all that it is told."""

    def __init__(
        self,
        person: dict[str, Any],
        *,
        urls: list[str],
        messages: int,
        pause: float = 0.0,
        ping_every: float = 20.0,
        lead: str = "I'll be there",
    ) -> None:
        self.user: int = person["user"]
        self.conversations: list[int] = person["conversations"]
        self.urls = urls
        self.messages = [
            Outgoing(self.conversations[number % len(self.conversations)], f"{lead}: {number}", person["preset"])
            for number in range(messages)
        ]
        self.heard: dict[int, dict[int, Frame]] = {conversation: {} for conversation in self.conversations}
        self.allowed = messages
        self.hellos: list[Hello] = []
        self.live: set[int] = set()
        self.resyncs: list[float] = []
        self.closes: list[int] = []
        self.wrong: list[Any] = []
        self.acked = 0
        self._headers = {"Authorization": f"Token {person['token']}"}
        self._pause, self._ping_every = pause, ping_every
        self._by_id = {message.client_id: message for message in self.messages}
        self._unsent = deque(self.messages)
        self._unacked: dict[str, Outgoing] = {}
        self._again: dict[str, float] = {}
        self._heads = dict.fromkeys(self.conversations, 0)
        self._ahead: dict[int, set[int]] = {conversation: set() for conversation in self.conversations}
        self._to_fetch: set[int] = set()
        self._cursor = ""

    async def run(self) -> None:
        """Until cancelled."""
        attempt = turn = 0
        async with httpx.AsyncClient(headers=self._headers, timeout=20) as self._http:
            while True:
                url = self.urls[turn % len(self.urls)]
                known = len(self.hellos)
                with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                    await self._live(url)
                attempt = 0 if len(self.hellos) > known else attempt
                turn += 1
                await asyncio.sleep(min(LONGEST_WAIT, FIRST_WAIT * 2**attempt) * random.uniform(0.5, 1))
                attempt += 1

    async def _live(self, url: str) -> None:
        address = url.replace("http", "ws", 1) + "/ws/"
        knocked = time.monotonic()
        async with connect(
            address, additional_headers=self._headers, open_timeout=HELLO_WITHIN_SECONDS, proxy=None
        ) as socket:
            await asyncio.wait_for(self._greeted(socket), HELLO_WITHIN_SECONDS)
            self.hellos.append(Hello(knocked, time.monotonic(), url))
            self._to_fetch.update(self.conversations)
            beside = [asyncio.create_task(work) for work in (self._write(socket), self._ping(socket), self._fetch(url))]
            try:
                async for text in socket:
                    self._hear(json.loads(text))
            finally:
                self.closes.append(socket.close_code or 0)
                for task in beside:
                    task.cancel()
                for result in await asyncio.gather(*beside, return_exceptions=True):
                    if isinstance(result, Exception) and not isinstance(result, WebSocketException):
                        self.wrong.append(result)

    async def _greeted(self, socket: ClientConnection) -> None:
        """Until the hello; what is pushed may come before it."""
        while (frame := json.loads(await socket.recv()))["type"] != "hello":
            self._hear(frame)
        self._cursor = frame["cursor"]

    async def _write(self, socket: ClientConnection) -> None:
        self._again.clear()
        for message in list(self._unacked.values()):
            await self._send(socket, message)
        while True:
            now = time.monotonic()
            for message in list(self._unacked.values()):
                if now > self._again.get(message.client_id, message.sent_at + ANSWER_WITHIN_SECONDS):
                    self._again.pop(message.client_id, None)
                    await self._send(socket, message)
            sent = len(self.messages) - len(self._unsent)
            if sent < self.allowed and len(self._unacked) < UNACKED_AT_MOST:
                message = self._unsent.popleft()
                self._unacked[message.client_id] = message
                await self._send(socket, message)
            await asyncio.sleep(self._pause or 0.02)

    async def _send(self, socket: ClientConnection, message: Outgoing) -> None:
        message.sent_at = time.monotonic()
        await socket.send(json.dumps(message.frame()))

    async def _ping(self, socket: ClientConnection) -> None:
        while True:
            await asyncio.sleep(self._ping_every)
            await socket.send('{"type":"ping"}')

    async def _fetch(self, url: str) -> None:
        """What frames didn't bring: after a hello, a resync or a newer cursor, and where a revision stays missing."""
        while True:
            for conversation in sorted(self._to_fetch):
                try:
                    await self._catch_up(url, conversation)
                except httpx.HTTPError:
                    break
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            self._to_fetch.update(conversation for conversation, ahead in self._ahead.items() if ahead)

    async def _catch_up(self, url: str, conversation: int) -> None:
        self._to_fetch.discard(conversation)
        address = f"{url}/api/v1/conversations/{conversation}/changes/"
        answer = None
        try:
            answer = await self._http.get(address, params={"after_rev": self._heads[conversation]})
        finally:
            if answer is None or answer.status_code != 200:
                self._to_fetch.add(conversation)
        if answer.status_code != 200:
            return
        found = answer.json()
        assert not found["limited"], found["head_rev"]
        for message in found["messages"]:
            self._keep(conversation, message)
        self._move_head(conversation, found["head_rev"])

    def _hear(self, frame: Frame) -> None:
        match frame["type"]:
            case "message.ack":
                self._acked(frame)
            case "message.new":
                message = frame["message"]
                self.live.add(message["id"])
                self._keep(frame["conversation"], message)
                self._saw_rev(frame["conversation"], message["rev"])
            case "error":
                self._refused(frame)
            case "resync":
                self.resyncs.append(time.monotonic())
                self._to_fetch.update(self.conversations)
            case "pong" if frame["cursor"] != self._cursor:
                self._cursor = frame["cursor"]
                self._to_fetch.update(self.conversations)

    def _acked(self, ack: Frame) -> None:
        message = self._by_id.get(ack["client_id"])
        if message is None:
            self.wrong.append(ack)
            return
        if message.ack is None:
            message.ack, message.acked_after = ack, time.monotonic() - message.sent_at
            self.acked += 1
            self._unacked.pop(message.client_id, None)
            self._again.pop(message.client_id, None)
            self._keep(message.conversation, ack | {"body": message.body})
            self._saw_rev(message.conversation, ack["rev"])
        elif {**ack, "created_at": ""} != {**message.ack, "created_at": ""}:
            self.wrong.append((message.ack, ack))

    def _refused(self, error: Frame) -> None:
        message = self._unacked.get(error.get("client_id", ""))
        if message is None or error["code"] != "overloaded":
            self.wrong.append(error)
            return
        message.was_refused = True
        self._again[message.client_id] = time.monotonic() + error["retry_after"]

    def _keep(self, conversation: int, message: Frame) -> None:
        known = self.heard[conversation].setdefault(message["seq"], message)
        if known["id"] != message["id"]:
            self.wrong.append((known, message))

    def _saw_rev(self, conversation: int, rev: int) -> None:
        if rev > self._heads[conversation]:
            self._ahead[conversation].add(rev)
            self._move_head(conversation, self._heads[conversation])

    def _move_head(self, conversation: int, head: int) -> None:
        head = max(head, self._heads[conversation])
        ahead = self._ahead[conversation]
        while head + 1 in ahead:
            head += 1
        self._heads[conversation] = head
        self._ahead[conversation] = {rev for rev in ahead if rev > head}


def unheard(clients: Iterable[Client], heads: dict[int, int]) -> list[tuple[int, int]]:
    """(user, conversation) of those who haven't heard of every message up to the conversation's last."""
    return [
        (client.user, conversation)
        for client in clients
        for conversation, heard in client.heard.items()
        if len(heard) < heads[conversation]
    ]
