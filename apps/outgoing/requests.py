"""Requests to addresses that somebody else named: checked, pinned, bounded in time and size, honest about who asks."""

import http.client
import socket
import ssl
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin

from django.conf import settings

from apps.outgoing.addresses import Target, target_of
from apps.outgoing.errors import Forbidden, OutgoingError, Unreachable, Unusable

MOST_REDIRECTS = 3
MOST_BYTES = 512 * 1024
SECONDS = 8.0
"""From connecting to the last byte, redirects apart."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """`url` is where it came from after redirects; `body` at most as long as was asked for, `is_whole` whether that
    was all."""

    url: str
    status: int
    content_type: str
    headers: Mapping[str, str]
    body: bytes
    is_whole: bool


def agent(purpose: str) -> str:
    """How the server calls itself: what it is, what for, and whose it is."""
    return f"Mozilla/5.0 (compatible; Rapport-{purpose}/1.0; +{settings.SITE_URL})"


def fetch(
    url: str,
    *,
    accept: str,
    content_types: Collection[str],
    purpose: str,
    most_bytes: int = MOST_BYTES,
    seconds: float = SECONDS,
) -> Answer:
    """GET, over three redirects at most, each of which is checked like the first. Only a body of one of `content_types`
    is read. Raises Forbidden, Unreachable or Unusable."""
    headers = {"User-Agent": agent(purpose), "Accept": accept, "Accept-Encoding": "identity"}
    for _hop in range(MOST_REDIRECTS + 1):
        target = target_of(url)
        with _asking(target, seconds) as connection:
            connection.request("GET", target.path, headers=headers)
            response = connection.getresponse()
            if response.status in _REDIRECTS:
                place = response.getheader("Location")
                if not place:
                    raise Unusable
                url = urljoin(target.url, place)
                continue
            return _read(target, response, content_types, most_bytes)
    raise Forbidden


def post(url: str, *, body: bytes, headers: Mapping[str, str], purpose: str, seconds: float = SECONDS) -> int:
    """POST over https; the status of the answer. Nothing of it is read, and no redirect is followed. Raises Forbidden
    or Unreachable."""
    with _posting(url, body, headers, purpose, seconds) as (_target, response):
        return response.status


def post_and_read(
    url: str,
    *,
    body: bytes,
    headers: Mapping[str, str],
    content_types: Collection[str],
    purpose: str,
    seconds: float = SECONDS,
) -> Answer:
    """Like `post`, for an answer that is read. Raises Forbidden, Unreachable or Unusable."""
    with _posting(url, body, headers, purpose, seconds) as (target, response):
        return _read(target, response, content_types, MOST_BYTES)


@contextmanager
def _posting(
    url: str, body: bytes, headers: Mapping[str, str], purpose: str, seconds: float
) -> Iterator[tuple[Target, http.client.HTTPResponse]]:
    target = target_of(url)
    if target.scheme != "https":
        raise Forbidden
    with _asking(target, seconds) as connection:
        connection.request("POST", target.path, body=body, headers={**headers, "User-Agent": agent(purpose)})
        yield target, connection.getresponse()


def open_socket(address: str, port: int, seconds: float) -> socket.socket:
    """To the address that was checked, not to a name."""
    return socket.create_connection((address, port), timeout=seconds)


@cache
def tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Plain(http.client.HTTPConnection):
    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self.target, self.seconds, self.is_cut = target, seconds, False
        # What the watch cuts: `sock` is forgotten with the head of an answer that ends where the connection does.
        self.line: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self.line = open_socket(self.target.address, self.target.port, self.seconds)


class _Secure(_Plain):
    default_port = 443

    def connect(self) -> None:
        super().connect()
        # The handshake comes after the socket stands where the watch finds it.
        secure = tls().wrap_socket(self.sock, server_hostname=self.target.host, do_handshake_on_connect=False)
        self.sock = self.line = secure
        secure.do_handshake()


@contextmanager
def _asking(target: Target, seconds: float) -> Iterator[_Plain]:
    """A connection that is cut off when its time is over, however slowly the other side drips."""
    connection = (_Secure if target.scheme == "https" else _Plain)(target, seconds)
    watch = threading.Timer(seconds, _cut, [connection])
    watch.daemon = True
    watch.start()
    try:
        yield connection
    except OutgoingError as error:
        if connection.is_cut:
            raise Unreachable from error
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable from error
    finally:
        watch.cancel()
        connection.close()
    if connection.is_cut:
        raise Unreachable


def _cut(connection: _Plain) -> None:
    connection.is_cut = True
    if connection.line is not None:
        with suppress(OSError):
            connection.line.shutdown(socket.SHUT_RDWR)


def _read(
    target: Target, response: http.client.HTTPResponse, content_types: Collection[str], most_bytes: int
) -> Answer:
    content_type = response.getheader("Content-Type", "")
    body, is_whole = b"", True
    if response.status == 200:
        kind = content_type.partition(";")[0].strip().lower()
        if kind not in content_types or response.getheader("Content-Encoding", "identity").lower() != "identity":
            raise Unusable
        body = response.read(most_bytes + 1)
        is_whole = len(body) <= most_bytes
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(target.url, response.status, content_type, headers, body[:most_bytes], is_whole)
