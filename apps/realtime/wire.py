"""uvicorn's WebSocket protocol, with a short way for what nearly all of the traffic is: whole frames of text.

A message that goes uvicorn's way is parsed by a generator, queued, waits for a task, and stops and restarts reading of
its socket; half of a busy server's event loop went there. Here a text frame that has arrived whole is handed on at
once, and frames that leave a socket in one turn of the loop leave in one write. Handshakes, pings, closes, fragments,
and whatever breaks the protocol go uvicorn's way.
"""

import struct
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, cast

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import apply_mask
from websockets.http11 import Request

EXTENSION = "rapport.wire"
"""Where the ASGI scope's `extensions` keep the wire."""

Hear = Callable[[str | None], None]

TEXT = 0x81
"""The first byte of a text frame that is a whole message (RFC 6455, 5.2)."""
MASKED = 0x80
LENGTH = 0x7F
FINAL = 0x80
OPCODE = 0x0F
FIRST_CONTROL_OPCODE = 0x8
FOLLOWS_IN_16_BITS = 126
FOLLOWS_IN_64_BITS = 127
MASK_BYTES = 4
LONGEST_HEADER = 14


class Wire(WebSocketsSansIOProtocol):
    """Until `listen` is called it is uvicorn's protocol; after that no message reaches ASGI's `receive`, only the
    disconnect does. Only the event loop's thread may call its methods."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._hear: Hear | None = None
        self._on_writable: Callable[[], None] | None = None
        self._rest = b""
        self._is_in_fragments = False
        self._came_early = False

    def listen(self, hear: Hear, *, on_writable: Callable[[], None]) -> None:
        """Hands each message to `hear` (None for one of bytes), and tells `on_writable` when a slow client has read
        what it was sent."""
        self._hear, self._on_writable = hear, on_writable
        self._hear_queued()

    @property
    def can_write(self) -> bool:
        return self.writable.is_set()

    def write(self, texts: Iterable[str]) -> None:
        """Sends each text as a message; nothing once the socket closes."""
        if not self.close_sent and not self.transport.is_closing():
            self.transport.write(b"".join([_framed(text.encode()) for text in texts]))

    def close(self, code: int) -> None:
        """Begins the closing handshake as soon as what was written is on its way. Nothing more is heard."""
        self._hear = _nothing
        task = self.loop.create_task(self._close(code))
        self.tasks.add(task)
        task.add_done_callback(self.on_task_complete)

    def drop(self) -> None:
        self.transport.abort()

    def pause(self) -> None:
        """Lets what the client sends wait in the network."""
        if not self.read_paused:
            self.read_paused = True
            self.transport.pause_reading()

    def resume(self) -> None:
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()

    # What uvicorn and the transport call.

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            cast(dict[str, Any], self.scope["extensions"])[EXTENSION] = self

    def data_received(self, data: bytes) -> None:
        if self._hear is None or self._came_early:
            self._came_early = self.handshake_initiated
            super().data_received(data)
            return
        data = self._rest + data
        start = 0
        while (frame := _frame_at(data, start)) and not self.transport.is_closing():
            payload, end = frame
            if end - start > self.config.ws_max_size + LONGEST_HEADER:
                # Its refusal needs no more than the header.
                super().data_received(data[start:])
                start = len(data)
            elif end > len(data):
                break
            else:
                self._take(data, start, payload, end)
                start = end
        self._rest = data[start:]

    def _take(self, data: bytes, start: int, payload: int, end: int) -> None:
        first, second = data[start], data[start + 1]
        if first == TEXT and second & MASKED and not self._is_in_fragments and not self.close_sent:
            with suppress(UnicodeDecodeError):
                text = apply_mask(data[payload:end], data[payload - MASK_BYTES : payload]).decode()
                assert self._hear is not None
                self._hear(text)
                return
        if first & OPCODE < FIRST_CONTROL_OPCODE:
            self._is_in_fragments = not first & FINAL
        super().data_received(data[start:end])

    def send_receive_event_to_app(self) -> None:
        super().send_receive_event_to_app()
        if self._hear is not None:
            self._hear_queued()

    def _hear_queued(self) -> None:
        """Messages that uvicorn has put together; what else it queued stays for ASGI's `receive`."""
        assert self._hear is not None
        for event in [self.queue.get_nowait() for _number in range(self.queue.qsize())]:
            if event["type"] == "websocket.receive":
                self._hear(event.get("text"))
            else:
                self.queue.put_nowait(event)
        self.resume()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._on_writable is not None:
            self._on_writable()

    async def _close(self, code: int) -> None:
        with suppress(ClientDisconnected, RuntimeError):  # gone, or closed by somebody else meanwhile
            await self.send({"type": "websocket.close", "code": code, "reason": ""})


def _nothing(text: str | None) -> None:
    pass


def _frame_at(data: bytes, start: int) -> tuple[int, int] | None:
    """Where the payload of the frame that begins there begins, and where it ends, as its header says; None while the
    header isn't there."""
    there = len(data) - start
    if there < 2:
        return None
    length, header = data[start + 1] & LENGTH, 2
    if length == FOLLOWS_IN_16_BITS:
        header = 4
    elif length == FOLLOWS_IN_64_BITS:
        header = 10
    if there < header:
        return None
    if header > 2:
        length = int.from_bytes(data[start + 2 : start + header])
    if data[start + 1] & MASKED:
        header += MASK_BYTES
    return start + header, start + header + length


def _framed(payload: bytes) -> bytes:
    size = len(payload)
    if size < FOLLOWS_IN_16_BITS:
        return bytes((TEXT, size)) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", TEXT, FOLLOWS_IN_16_BITS, size) + payload
    return struct.pack("!BBQ", TEXT, FOLLOWS_IN_64_BITS, size) + payload


def wire_of(scope: dict[str, Any]) -> Wire:
    """Raises LookupError where another WebSocket protocol than `Wire` serves."""
    try:
        return scope["extensions"][EXTENSION]
    except KeyError:
        raise LookupError("Sockets need uvicorn with --ws apps.realtime.wire:Wire.") from None
