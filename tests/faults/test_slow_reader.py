"""Who reads nothing of twenty thousand frames costs the server no memory, is sent away, and nobody else feels it."""

import asyncio
import contextlib
import json
import socket
import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.faults.pairs import Pair, make_pairs
from tests.servers import Production

FRAMES = 20_000
FRAMES_BEFORE = 4_000
BODY = "How do you do? " * 40
UNACKED_AT_MOST = 50
LOOKS_AGAIN_SECONDS = 20
CLOSED_WITHIN_SECONDS = 30
MEGABYTE = 1024 * 1024

pytestmark = [pytest.mark.servers, pytest.mark.alone, pytest.mark.costs(90), pytest.mark.timeout(600)]


@pytest.fixture
def server(servers) -> Production:
    """One web process and nobody who works behind it, so that its memory is only that of its sockets."""
    server = servers.production(start=False, CHAT_MESSAGES_PER_MINUTE="0")
    server.commands = {"web": server.commands["web"]}
    del server.urls[1:]
    server.start_all()
    return server


def test_a_slow_reader_is_closed_and_costs_nobody_anything(server: Production, capsys):
    flooded, others = make_pairs(server, count=2)
    result = asyncio.run(flood(server, flooded, others))
    with capsys.disabled():
        print("\n" + ", ".join(f"{name} {value:.1f}" for name, value in result.items()))
    assert result["close code"] == 4408
    assert result["closed after s"] < CLOSED_WITHIN_SECONDS
    assert result["memory grew by MB"] < 10
    # Whoever waits for a reader that reads nothing waits for all of the twenty seconds.
    assert result["others' p95 ms"] < max(1000, 5 * result["others' p95 ms while it was read"])


async def flood(server: Production, flooded: Pair, others: Pair) -> dict[str, float]:
    async with opened(server, flooded, 0) as writer:
        async with opened(server, flooded, 1), chatting(server, others) as usual:
            await send(writer, flooded, FRAMES_BEFORE)
        memory = Memory(server.processes["web"].pid)
        async with slow(server, flooded, 1) as reader, chatting(server, others) as meanwhile:
            began = time.monotonic()
            watching = asyncio.create_task(memory.watch())
            closing = asyncio.create_task(read_at_last(reader))
            await send(writer, flooded, FRAMES)
            code, at = await closing
            watching.cancel()
    return {
        "close code": code,
        "closed after s": at - began,
        "memory grew by MB": memory.grown / MEGABYTE,
        "others' p95 ms": p95_ms(meanwhile),
        "others' p95 ms while it was read": p95_ms(usual),
    }


async def read_at_last(reader: ClientConnection) -> tuple[int, float]:
    await asyncio.sleep(LOOKS_AGAIN_SECONDS)
    try:
        while True:
            await reader.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0, time.monotonic()


def p95_ms(seconds: list[float]) -> float:
    assert len(seconds) > 20, seconds
    return statistics.quantiles(seconds, n=20)[-1] * 1000


class Memory:
    """How much more a process holds in memory, at most, than when this began."""

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/status")
        self._before = self._held()
        self.grown = 0

    async def watch(self) -> None:
        while True:
            self.grown = max(self.grown, self._held() - self._before)
            await asyncio.sleep(0.1)

    def _held(self) -> int:
        (line,) = [line for line in self._status.read_text().splitlines() if line.startswith("VmRSS")]
        return int(line.split()[1]) * 1024


def address(server: Production) -> str:
    return server.url.replace("http", "ws", 1) + "/ws/"


@contextlib.asynccontextmanager
async def opened(server: Production, pair: Pair, side: int) -> AsyncIterator[ClientConnection]:
    """A socket that reads, and says every now and then that it is there."""
    async with connect(address(server), additional_headers=pair.headers(side), proxy=None, max_queue=None) as opened:

        async def ping() -> None:
            while True:
                await opened.send('{"type":"ping"}')
                await asyncio.sleep(15)

        pinging = asyncio.create_task(ping())
        yield opened
        pinging.cancel()


@contextlib.asynccontextmanager
async def slow(server: Production, pair: Pair, side: int) -> AsyncIterator[ClientConnection]:
    """A socket that takes a few frames into the smallest buffers there are, and then no more until it is read."""
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    host, port = server.url.removeprefix("http://").split(":")
    raw.connect((host, int(port)))
    options = {"additional_headers": pair.headers(side), "proxy": None, "ping_interval": None, "close_timeout": 1}
    async with connect(address(server), sock=raw, max_queue=1, **options) as opened:
        yield opened


async def send(writer: ClientConnection, pair: Pair, count: int) -> None:
    """So many messages, all of them acknowledged in the end."""
    room = asyncio.Semaphore(UNACKED_AT_MOST)

    async def hear() -> None:
        acked = 0
        while acked < count:
            frame = json.loads(await writer.recv())
            assert frame["type"] != "error", frame
            if frame["type"] == "message.ack":
                acked += 1
                room.release()

    hearing = asyncio.create_task(hear())
    for _number in range(count):
        await room.acquire()
        message = {"client_id": str(uuid4()), "conversation": pair.conversation, "body": BODY}
        await writer.send(json.dumps({"type": "message.send"} | message))
        if hearing.done():
            break
    await hearing


@contextlib.asynccontextmanager
async def chatting(server: Production, pair: Pair) -> AsyncIterator[list[float]]:
    """Two who write to each other meanwhile; the list grows by the seconds from each send to its delivery."""
    took: list[float] = []
    async with opened(server, pair, 0) as one, opened(server, pair, 1) as other:

        async def write() -> None:
            while True:
                message = {"client_id": str(uuid4()), "conversation": pair.conversation, "body": f"{time.monotonic()}"}
                await one.send(json.dumps({"type": "message.send"} | message))
                await asyncio.sleep(0.05)

        async def hear() -> None:
            async for text in other:
                frame = json.loads(text)
                if frame["type"] == "message.new":
                    took.append(time.monotonic() - float(frame["message"]["body"]))

        tasks = [asyncio.create_task(write()), asyncio.create_task(hear())]
        yield took
        while len(took) <= 20:  # a slow machine talks on until there is enough to count
            await asyncio.sleep(0.05)
        for task in tasks:
            task.cancel()
