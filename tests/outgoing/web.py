"""A stand-in for the web: names with public addresses, and one server of ours behind all of them."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from typing import Any

import pytest

from apps.outgoing import addresses, requests
from apps.outgoing.errors import Unreachable
from tests.serving import QuietHandler, local_server, running

PUBLIC = "93.184.215.14"
Reply = tuple[int, dict[str, str], bytes]


class _Unsecured(socket.socket):
    def do_handshake(self) -> None:
        pass


class FakeWeb:
    """`names` are the hosts and the addresses that each look-up gives, the last of them again and again; `pages` what
    stands at a host and path; `asked` what came in, `connected` the addresses that were connected to."""

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.pages: dict[str, Reply | Callable[[Any], None]] = {}
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.connected: list[str] = []

    def page(self, place: str, body: str | bytes = "", *, status: int = 200, **headers: str) -> None:
        """`place` is "example.com/path"."""
        self.names.setdefault(place.partition("/")[0], [[PUBLIC]])
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        content = body.encode() if isinstance(body, str) else body
        self.pages[place] = (status, {"Content-Type": "text/html; charset=utf-8", **named}, content)


@contextmanager
def fake_web() -> Iterator[FakeWeb]:
    web = FakeWeb()

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            host = self.headers["Host"]
            size = int(self.headers.get("Content-Length", 0))
            web.asked.append((self.command, host + self.path, dict(self.headers), self.rfile.read(size)))
            reply = web.pages.get(host + self.path, (404, {}, b""))
            if callable(reply):
                reply(self)
                return
            status, headers, body = reply
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

    server = local_server(Handler)

    def look_up(host: str, port: int) -> list[str]:
        with suppress(ValueError):
            return [str(ip_address(host))]
        found = web.names.get(host)
        if not found:
            raise Unreachable
        return found.pop(0) if len(found) > 1 else found[0]

    open_socket = requests.open_socket

    def connect(address: str, port: int, seconds: float) -> Any:
        web.connected.append(address)
        return open_socket("127.0.0.1", server.server_address[1], seconds)

    class Plain:
        """Ours speaks no TLS; who asks for it speaks as it does."""

        def wrap_socket(self, sock: Any, **_: Any) -> Any:
            seconds = sock.gettimeout()
            unsecured = _Unsecured(fileno=sock.detach())
            unsecured.settimeout(seconds)
            return unsecured

    with running(server), pytest.MonkeyPatch.context() as patch:
        patch.setattr(addresses, "look_up", look_up)
        patch.setattr(requests, "open_socket", connect)
        patch.setattr(requests, "tls", Plain)
        yield web
