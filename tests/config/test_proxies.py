"""Where a request comes from: the word of the proxies that are named is taken, and nobody else's."""

import asyncio
import json
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from apps.accounts.models import SignInAttempt
from config import asgi, environment, settings

PROXY, CLIENT = "10.1.2.3", "203.0.113.7"


async def sign_in(*, peer: str, forwarded: str | None, trusted: list[str]) -> int:
    """A wrong password by way of ASGI, as a server hands it over."""
    body = json.dumps({"email": "ana@rapport.example", "password": "guess"}).encode()
    headers = [(b"host", b"testserver"), (b"content-type", b"application/json")]
    headers += [(b"content-length", str(len(body)).encode())]
    headers += [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/auth/token/",
        "raw_path": b"/api/v1/auth/token/",
        "query_string": b"",
        "headers": headers,
        "scheme": "http",
        "http_version": "1.1",
        "client": (peer, 1),
        "server": ("testserver", 80),
    }
    sent: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await ProxyHeadersMiddleware(asgi.serve, trusted_hosts=trusted)(scope, receive, send)  # type: ignore[arg-type]
    return int(sent[0]["status"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "place"),
    [
        (PROXY, CLIENT, [PROXY], CLIENT),
        (PROXY, CLIENT, ["10.0.0.0/8"], CLIENT),
        (PROXY, f"198.51.100.1, {CLIENT}", [PROXY], CLIENT),
        (PROXY, f"{CLIENT}, 10.9.9.9", ["10.0.0.0/8"], CLIENT),
        (PROXY, CLIENT, ["127.0.0.1"], PROXY),
        (CLIENT, "198.51.100.1", ["127.0.0.1"], CLIENT),
        (CLIENT, None, ["127.0.0.1"], CLIENT),
    ],
)
async def test_wrong_passwords_count_for_the_place_they_come_from(peer, forwarded, trusted, place):
    assert await sign_in(peer=peer, forwarded=forwarded, trusted=trusted) == 400
    assert [attempt.place async for attempt in SignInAttempt.objects.all()] == [place]


def test_the_served_application_believes_the_proxies_of_the_setting():
    assert settings.TRUSTED_PROXIES == ["127.0.0.1", "::1"]
    assert all(host in asgi.application.trusted_hosts for host in settings.TRUSTED_PROXIES)
    assert PROXY not in asgi.application.trusted_hosts


@pytest.mark.parametrize("value", ["proxy.example", "*", "10.0.0.0/99"])
def test_a_name_or_nonsense_is_refused_at_the_start(monkeypatch, value):
    monkeypatch.setenv("TRUSTED_PROXIES", value)
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        environment.read_networks("TRUSTED_PROXIES", [])
