"""A WebSocket client that costs next to nothing, because on a small machine it takes from the server what it uses:
one `asyncio.Protocol` a socket, text frames only, and a mask of zeros, with which masking is no work."""

import asyncio
import base64
import hashlib
import os
import time
from collections.abc import Callable
from urllib.parse import urlsplit

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
NO_MASK = bytes(4)

OnText = Callable[[bytes], None]


class Refused(Exception):
    """The server didn't open the socket, or closed it."""


class Socket(asyncio.Protocol):
    """`on_text` gets each text frame's bytes. `closed` is None while open, then says why it isn't."""

    def __init__(self, handshake: bytes, accept: bytes, on_text: OnText, opened: "asyncio.Future[Socket]") -> None:
        self.on_text = on_text
        self.closed: str | None = None
        self._handshake, self._accept, self._opened = handshake, accept, opened
        self._buffer = b""
        self._is_open = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport) or hasattr(transport, "write")
        self._transport = transport  # type: ignore[assignment]  # uvloop's transports are no subclasses
        self._write(self._handshake)

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(self.closed or f"connection lost ({exc or 'ended by the server'})")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_open and not self._read_answer():
            return
        self._read_frames()

    def send(self, payload: bytes, opcode: int = TEXT) -> None:
        size = len(payload)
        if size < 126:
            head = bytes((0x80 | opcode, 0x80 | size))
        elif size < 65_536:
            head = bytes((0x80 | opcode, 0xFE)) + size.to_bytes(2)
        else:
            raise ValueError("The server takes no frame of 64 KiB.")
        self._write(head + NO_MASK + payload)

    def close(self) -> None:
        """At once; what the server still had to say is lost."""
        self.closed = self.closed or "closed by us"
        if self._transport is not None:
            self._transport.close()

    def _write(self, data: bytes) -> None:
        if self._transport is not None and self.closed is None:
            self._transport.write(data)

    def _read_answer(self) -> bool:
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        self._buffer = rest
        status = head.split(b"\r\n", 1)[0].decode("latin-1")
        if " 101 " not in status or self._accept not in head:
            self._end(f"handshake answered with {status}")
            self.close()
            return False
        self._is_open = True
        if not self._opened.done():
            self._opened.set_result(self)
        return True

    def _read_frames(self) -> None:
        buffer, at, end = self._buffer, 0, len(self._buffer)
        while end - at >= 2:
            size, begin = buffer[at + 1], at + 2
            if size == 126:
                size, begin = int.from_bytes(buffer[begin : begin + 2]), begin + 2
            elif size == 127:
                size, begin = int.from_bytes(buffer[begin : begin + 8]), begin + 8
            if end < begin + size:
                break
            self._take(buffer[at], buffer[begin : begin + size])
            at = begin + size
        self._buffer = buffer[at:]

    def _take(self, first: int, payload: bytes) -> None:
        if first == 0x80 | TEXT:
            self.on_text(payload)
        elif first == 0x80 | PING:
            self.send(payload, PONG)
        elif first == 0x80 | CLOSE:
            self._end(f"closed by the server with {int.from_bytes(payload[:2])}")
            self.close()
        elif first != 0x80 | PONG:
            self._end(f"a frame begins with {first:#x}, which this client doesn't know")
            self.close()

    def _end(self, reason: str) -> None:
        self.closed = self.closed or reason
        if not self._opened.done():
            self._opened.set_exception(Refused(self.closed))


async def wait_for(true: Callable[[], bool], seconds: float) -> None:
    """Until it is so, or the time is over."""
    until = time.perf_counter() + seconds
    while not true() and time.perf_counter() < until:
        await asyncio.sleep(0.01)


async def connect(url: str, token: str, on_text: OnText, *, seconds: float = 60) -> Socket:
    """An open socket; raises Refused, OSError or TimeoutError."""
    place = urlsplit(url)
    if place.scheme != "ws" or not place.hostname:
        raise Refused(f"{url} isn't of the form ws://host:port/ws/")
    port = place.port or 80
    key = base64.b64encode(os.urandom(16))
    accept = base64.b64encode(hashlib.sha1(key + GUID, usedforsecurity=False).digest())
    handshake = (
        f"GET {place.path or '/'} HTTP/1.1\r\nHost: {place.hostname}:{port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key.decode()}\r\n"
        f"Authorization: Token {token}\r\n\r\n"
    )
    loop = asyncio.get_running_loop()
    opened: asyncio.Future[Socket] = loop.create_future()
    async with asyncio.timeout(seconds):
        await loop.create_connection(lambda: Socket(handshake.encode(), accept, on_text, opened), place.hostname, port)
        return await opened
