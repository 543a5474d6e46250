"""From which pages a cookie opens a socket: those of the very address, with its scheme and its port."""

from typing import Any

import pytest

from apps.realtime.origin import is_own_origin


def may(origin: str, *, host: str = "rapport.example:9417", scheme: str = "ws", **more: bytes) -> bool:
    headers = {b"origin": origin.encode(), b"host": host.encode()} | {
        name.replace("_", "-").encode(): value for name, value in more.items()
    }
    scope: dict[str, Any] = {"type": "websocket", "scheme": scheme}
    return is_own_origin(scope, headers)


@pytest.fixture(autouse=True)
def _hosts(settings) -> None:
    settings.ALLOWED_HOSTS = ["rapport.example", "127.0.0.1"]


def test_its_own_page_opens_it():
    assert may("http://rapport.example:9417")
    assert may("https://rapport.example", host="rapport.example", scheme="wss")
    assert may("https://rapport.example", host="rapport.example:443", scheme="wss")


@pytest.mark.parametrize(
    "origin",
    [
        "http://rapport.example",
        "http://rapport.example:1",
        "https://rapport.example:9417",
        "http://127.0.0.1:9417",
        "http://evil.example:9417",
        "http://rapport.example.evil.example:9417",
        "http://evil.example/rapport.example:9417",
        "null",
        "",
        "file://",
        "http://[",
        "http://rapport.example:port",
    ],
)
def test_no_other_page_does(origin: str):
    assert not may(origin)


def test_a_host_that_is_not_served_is_no_origin():
    assert not may("http://evil.example", host="evil.example")


def test_behind_a_proxy_that_is_believed_the_page_is_the_secure_one(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert may("https://rapport.example", host="rapport.example", x_forwarded_proto=b"https")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert not may("https://rapport.example", host="rapport.example", x_forwarded_proto=b"https")


def test_origins_that_are_trusted_by_name_open_it(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://jobs.example", "https://*.partners.example"]
    assert may("https://jobs.example")
    assert may("https://one.partners.example")
    assert not may("http://jobs.example")
    assert not may("https://partners.example.evil.example")
