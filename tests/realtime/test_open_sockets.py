"""A person sees each open socket, in whichever process it is, and ends one without ending what it was opened with."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.realtime import socket
from apps.realtime.models import OpenSocket
from tests.realtime.client import Socket

pytestmark = pytest.mark.django_db(transaction=True)
API = "/api/v1/me/sign-ins/"


@pytest.fixture(autouse=True)
def _looked_after_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "CHECK_SECONDS", 0.1)


async def until(found: Callable[[], Any]) -> Any:
    async with asyncio.timeout(10):
        while not (answer := await sync_to_async(found)()):
            await asyncio.sleep(0.05)
    return answer


def open_of(client: Client) -> list[dict[str, Any]]:
    return [one for sign_in in client.get(API).json() for one in sign_in["sockets"]]


async def test_each_page_is_listed_with_its_browser_and_goes_when_it_closes(ana: User, sign_in):
    here = await sync_to_async(sign_in)(ana)
    async with Socket(client=here):
        first = await until(lambda: open_of(here))
        assert len(first) == 1
        async with Socket(client=here):
            assert await until(lambda: len(open_of(here)) == 2)
        assert await until(lambda: len(open_of(here)) == 1)
        page = await sync_to_async(lambda: here.get("/settings/sign-ins/").content.decode())()
        assert page.count(">Disconnect<") == 1
    assert await until(lambda: not open_of(here))


@pytest.mark.parametrize("door", ["page", "api"])
async def test_one_is_ended_and_the_other_and_the_sign_in_stay(ana: User, sign_in, door: str):
    here = await sync_to_async(sign_in)(ana)
    async with Socket(client=here) as first:
        (listed,) = await until(lambda: open_of(here))
        async with Socket(client=here) as second:
            await until(lambda: len(open_of(here)) == 2)
            if door == "page":
                end = lambda: here.post("/settings/sign-ins/end/", {"socket": listed["id"]})  # noqa: E731
            else:
                end = lambda: here.delete(f"/api/v1/me/sockets/{listed['id']}/")  # noqa: E731
            assert (await sync_to_async(end)()).status_code in (204, 302)
            assert await first.closes() == 4403
            await second.send(type="ping")
            await second.receive("pong")
        assert (await sync_to_async(here.get)("/api/v1/me/")).status_code == 200


async def test_nobody_ends_anothers(ana: User, olga: User, sign_in):
    here, stranger = await sync_to_async(sign_in)(ana), await sync_to_async(sign_in)(olga)
    async with Socket(client=here) as mine:
        (listed,) = await until(lambda: open_of(here))
        assert await sync_to_async(open_of)(stranger) == []
        answer = await sync_to_async(stranger.delete)(f"/api/v1/me/sockets/{listed['id']}/")
        assert answer.status_code == 404
        answer = await sync_to_async(stranger.post)("/settings/sign-ins/end/", {"socket": listed["id"]})
        assert answer.status_code == 404
        await asyncio.sleep(0.5)
        await mine.send(type="ping")
        await mine.receive("pong")


async def test_what_a_process_left_that_died_isnt_listed(ana: User, sign_in):
    here = await sync_to_async(sign_in)(ana)
    async with Socket(client=here):
        await until(lambda: open_of(here))
        await OpenSocket.objects.aupdate(seen_at=timezone.now() - timedelta(minutes=5))
        assert await until(lambda: open_of(here)), "the living one is renewed"
    await OpenSocket.objects.acreate(
        user=ana,
        kind="session",
        key=here.session.session_key,
        opened_at=timezone.now(),
        seen_at=timezone.now() - timedelta(minutes=5),
    )
    assert await until(lambda: not open_of(here))
