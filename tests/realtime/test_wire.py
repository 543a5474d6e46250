"""The wire: whatever way the bytes of a client are cut, its messages arrive whole, in order, and nothing else does."""

import asyncio
import contextlib
import random
import struct
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from apps.realtime.wire import Wire, wire_of
from config.server import OPTIONS

pytestmark = pytest.mark.timeout(120)

TEXTS = ["", "a", "héllo", "你好，面试", "x" * 125, "y" * 126, "z" * 65_535, "w" * 65_536, "😀" * 20_000]


async def echo(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Says each message again; "close" closes, "many" says a hundred."""
    wire = wire_of(scope)
    await receive()
    await send({"type": "websocket.accept"})

    def hear(text: str | None) -> None:
        if text == "close":
            wire.write(["last"])
            wire.close(4001)
        elif text == "many":
            wire.write([str(number) for number in range(100)])
        else:
            wire.write(["bytes" if text is None else text])

    wire.listen(hear, on_writable=lambda: None)
    await receive()


@contextlib.asynccontextmanager
async def served() -> AsyncIterator[str]:
    options = OPTIONS | {"loop": "asyncio", "ws": Wire, "timeout_graceful_shutdown": 1}
    server = uvicorn.Server(uvicorn.Config(echo, port=0, log_config=None, **options))  # type: ignore[arg-type]
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"ws://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        await task


@contextlib.asynccontextmanager
async def talking() -> AsyncIterator[ClientConnection]:
    async with served() as url, connect(url, compression=None, max_size=None, proxy=None) as client:
        yield client


def raw(opcode: Opcode, payload: bytes, *, fin: bool = True, mask: bool = True) -> bytes:
    return Frame(opcode, payload, fin).serialize(mask=mask)


async def test_messages_of_every_length_are_heard_and_said():
    async with talking() as client:
        for text in TEXTS:
            await client.send(text)
            assert await client.recv() == text
        await client.send(b"\x00\xff")
        assert await client.recv() == "bytes"


@pytest.mark.parametrize("seed", range(12))
async def test_wherever_the_bytes_are_cut_the_messages_are_the_same(seed: int):
    chance = random.Random(seed)
    expected: list[str] = []
    stream = b""
    for _number in range(40):
        text = chance.choice(["short", "面试" * chance.randrange(60), "long" * chance.randrange(5_000)])
        data = text.encode()
        kind = chance.randrange(4)
        if kind == 0:
            cut = chance.randrange(len(data) + 1)
            stream += raw(Opcode.TEXT, data[:cut], fin=False)
            if chance.random() < 0.5:
                stream += raw(Opcode.PING, b"between")
            stream += raw(Opcode.CONT, data[cut:])
        elif kind == 1:
            stream += raw(Opcode.BINARY, data)
            text = "bytes"
        else:
            stream += raw(Opcode.PING, b"?") * (kind - 2) + raw(Opcode.TEXT, data)
        expected.append(text)
    async with talking() as client:
        heard = asyncio.create_task(gather(client, len(expected)))
        while stream:
            size = chance.choice([1, 2, 3, 7, 100, 4_000, 70_000])
            client.transport.write(stream[:size])
            stream = stream[size:]
            if chance.random() < 0.05:
                await asyncio.sleep(0.001)
        assert await asyncio.wait_for(heard, 60) == expected


async def gather(client: ClientConnection, count: int) -> list[Any]:
    return [await client.recv() for _number in range(count)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (raw(Opcode.TEXT, b"\xff\xfe"), 1007),
        (raw(Opcode.TEXT, b"unmasked", mask=False), 1002),
        (raw(Opcode.CONT, b"of nothing"), 1002),
        (raw(Opcode.TEXT, b"begun", fin=False) + raw(Opcode.TEXT, b"another"), 1002),
        (b"\x83\x80abcd", 1002),
        (b"\xc1\x80abcd", 1002),
        (struct.pack("!BBQ", 0x81, 0x80 | 127, 10**12) + b"abcd", 1009),
        (raw(Opcode.TEXT, b"x" * (OPTIONS["ws_max_size"] + 1)), 1009),
    ],
    ids=["no UTF-8", "unmasked", "a rest of nothing", "two begun", "no such opcode", "compressed", "endless", "long"],
)
async def test_what_breaks_the_protocol_closes_and_is_not_heard(data: bytes, code: int):
    async with talking() as client:
        client.transport.write(raw(Opcode.TEXT, b"good") + data + raw(Opcode.TEXT, b"after"))
        assert await client.recv() == "good"
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(client.recv(), 5)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == code


async def test_a_close_follows_what_was_said_and_nothing_follows_it():
    async with talking() as client:
        await client.send("many")
        await client.send("close")
        await client.send("too late")
        assert await gather(client, 101) == [*map(str, range(100)), "last"]
        with pytest.raises(ConnectionClosed) as closed:
            await client.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4001


async def test_another_protocol_of_uvicorn_is_named_as_the_fault():
    with pytest.raises(LookupError, match=r"--ws apps.realtime.wire:Wire"):
        wire_of({"type": "websocket", "extensions": {}})
