"""A server that is asked directly: half requests end, endless ones too, and large ones are refused before they come."""

import asyncio
import json
import resource
import time

import pytest
from django.conf import settings
from django.test import Client

from apps.accounts.models import User
from config import connections
from config.bodies import OF_STRANGERS
from config.server import ENOUGH_FILES, take_files
from tests.running import Live

HEAD = "POST /api/v1/auth/token/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"


async def ask(live: Live, *parts: bytes, pause: float = 0.0, patience: float = 15.0) -> bytes:
    """What comes back until the server closes, or until `patience` seconds have passed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        return await asyncio.wait_for(reader.read(), patience)
    except (ConnectionResetError, BrokenPipeError):
        return b""
    finally:
        writer.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADERS_WITHIN_SECONDS", 1)
    monkeypatch.setattr(connections, "BODY_SILENCE_SECONDS", 1)


@pytest.mark.parametrize(
    "half",
    [b"", b"GET / HT", b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n", HEAD.encode() + b"Content-Length: 99\r\n\r\n{"],
    ids=["nothing", "half a line", "half the headers", "half a body"],
)
def test_half_a_request_ends_soon(live: Live, quick, half: bytes):
    begun = time.monotonic()
    answer = asyncio.run(ask(live, half))
    assert time.monotonic() - begun < 10
    assert answer.startswith(b"HTTP/1.1 408") or answer == b""


def test_drop_by_drop_is_no_way_around(live: Live, quick):
    drops = [b"GET / HTTP/1.1\r\n"] + [b"X-Drop: a\r\n"] * 12
    begun = time.monotonic()
    asyncio.run(ask(live, *drops, pause=0.3))
    assert time.monotonic() - begun < 12


def test_endless_headers_are_refused(live: Live):
    answer = asyncio.run(ask(live, b"GET / HTTP/1.1\r\nX-Long: ", *[b"a" * 8192] * 40))
    assert answer == b"" or b"431" in answer.split(b"\r\n")[0] or b"400" in answer.split(b"\r\n")[0]


def test_a_second_request_on_a_connection_has_its_own_time(live: Live, quick):
    whole = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    answer = asyncio.run(ask(live, whole, whole, pause=0.8))
    assert answer.count(b"HTTP/1.1 200") == 2


def test_a_hundred_half_requests_keep_no_page_waiting(live: Live, quick):
    async def attack() -> bytes:
        halves = [asyncio.create_task(ask(live, b"GET / HTTP/1.1\r\n")) for _turn in range(100)]
        await asyncio.sleep(0.2)
        answer = await ask(live, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        await asyncio.gather(*halves)
        return answer

    assert asyncio.run(attack()).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_stranger_s_large_body_is_refused_before_it_comes(live: Live, language: str):
    head = f"{HEAD}Accept-Language: {language}\r\nContent-Length: 400000000\r\n\r\n".encode()
    answer = asyncio.run(ask(live, head))
    assert answer.startswith(b"HTTP/1.1 413")
    words = json.loads(answer.partition(b"\r\n\r\n")[2])["errors"][0]
    assert words["code"] == "body_too_large"
    assert ("more than can be sent" in words["detail"]) == (language == "en")


def test_who_doesn_t_say_how_much_is_stopped_on_the_way(live: Live):
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    head = (HEAD + "Transfer-Encoding: chunked\r\n\r\n").encode()
    answer = asyncio.run(ask(live, head, *[chunk] * (OF_STRANGERS // 0x10000 + 2)))
    assert answer == b"" or answer.startswith(b"HTTP/1.1 413")


def test_who_is_signed_in_may_send_a_picture_and_not_a_film(live: Live, ana: User):
    client = Client()
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    head = (
        "POST /settings/picture/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Cookie: {settings.SESSION_COOKIE_NAME}={key}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    )
    small = head + f"Content-Length: {OF_STRANGERS + 1}\r\n\r\n"
    large = head + "Content-Length: 30000000\r\n\r\n"
    assert not asyncio.run(ask(live, small.encode(), b"a" * (OF_STRANGERS + 1))).startswith(b"HTTP/1.1 413")
    assert asyncio.run(ask(live, large.encode())).startswith(b"HTTP/1.1 413")


def test_a_process_takes_as_many_files_as_it_may():
    kept = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, kept[1]), kept[1]))
        take_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(kept[1], ENOUGH_FILES)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, kept)
