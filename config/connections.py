"""uvicorn's HTTP protocol with the patience of a proxy: whoever opens a connection must say in time what they want."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_WITHIN_SECONDS = 15
BODY_SILENCE_SECONDS = 30
BODY_WITHIN_SECONDS = 600
MOST_HEADER_BYTES = 64 * 1024

_REFUSALS = {408: b"Request Timeout", 431: b"Request Header Fields Too Large"}


class PatientHttp(HttpToolsProtocol):
    """uvicorn waits for ever for the rest of a request that has begun, and takes headers of any length. A thousand
    half requests then hold all the files that a process may open, and no page answers."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        super().connection_made(transport)
        self._deadline: asyncio.TimerHandle | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._expect_headers()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._waits_for_headers:
            self._header_bytes += len(data)
            if self._header_bytes > MOST_HEADER_BYTES:
                self._refuse(431)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if not self._waits_for_headers:
            self._expect_headers()

    def on_headers_complete(self) -> None:
        self._waits_for_headers = False
        self._rest()
        self._deadline = self.loop.call_later(BODY_WITHIN_SECONDS, self._refuse, 408)
        self._silence = self.loop.call_later(BODY_SILENCE_SECONDS, self._refuse, 408)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = self.loop.call_later(BODY_SILENCE_SECONDS, self._refuse, 408)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._rest()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._rest()
        super().handle_websocket_upgrade()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def _expect_headers(self) -> None:
        self._waits_for_headers, self._header_bytes = True, 0
        self._rest()
        self._deadline = self.loop.call_later(HEADERS_WITHIN_SECONDS, self._refuse, 408)

    def _rest(self) -> None:
        for timer in (self._deadline, self._silence):
            if timer is not None:
                timer.cancel()
        self._deadline = self._silence = None

    def _refuse(self, status: int) -> None:
        self._rest()
        if self.transport.is_closing():
            return
        cycle: Any = self.cycle
        if cycle is None or cycle.response_complete or not cycle.response_started:
            words = b"HTTP/1.1 %d %s\r\nconnection: close\r\ncontent-length: 0\r\n\r\n" % (status, _REFUSALS[status])
            self.transport.write(words)
        self.transport.close()
