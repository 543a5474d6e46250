"""Who gets a socket, how long they keep it, and what it refuses."""

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from knox.models import get_token_model

from apps.accounts.models import User
from apps.realtime import connection as connections
from apps.realtime import socket as socket_module
from apps.realtime.credentials import issue_ticket
from apps.realtime.hub import hub
from apps.realtime.pace import Pace
from apps.realtime.registry import commands, paces
from tests.realtime.client import Denied, Socket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _looked_after_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three seconds, within which an ended sign-in takes its sockets along, would pass in each of these tests."""
    assert socket_module.CHECK_SECONDS <= 3
    monkeypatch.setattr(socket_module, "CHECK_SECONDS", 0.2)


async def test_without_a_sign_in_it_closes_with_4401(db: None):
    socket = Socket()
    await socket.open()
    assert await socket.closes() == 4401
    await socket.leave()


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
async def test_a_cookie_from_another_origin_is_refused_at_the_handshake(ana: User, origin: str):
    socket = await sync_to_async(Socket)(person=ana, origin=origin)
    with pytest.raises(Denied):
        await socket.open()


async def test_tokens_and_tickets_come_from_anywhere_and_a_ticket_only_once(ana: User):
    token, key = await sync_to_async(get_token_model().objects.create)(user=ana)
    async with Socket(token=key, origin="http://elsewhere.example") as socket:
        assert socket.hello["user"] == ana.pk
    ticket = await sync_to_async(issue_ticket)(user=ana, kind="token", key=token.digest)
    async with Socket(ticket=ticket, origin="http://elsewhere.example") as socket:
        assert (socket.hello["user"], socket.hello["protocol"]) == (ana.pk, 1)
    again = Socket(ticket=ticket)
    await again.open()
    assert await again.closes() == 4401
    await again.leave()


@pytest.mark.parametrize("ended", ["logout", "deactivated", "password"])
async def test_a_sign_in_that_ends_takes_its_socket_with_it(ana: User, ended: str):
    async with await sync_to_async(Socket)(person=ana) as socket:
        if ended == "logout":
            await Session.objects.all().adelete()
        elif ended == "deactivated":
            await User.objects.filter(pk=ana.pk).aupdate(is_active=False)
        else:
            await User.objects.filter(pk=ana.pk).aupdate(password="changed")
        assert await socket.closes() == 4401


@pytest.mark.parametrize("ended", ["token", "session", "password", "deactivated"])
async def test_a_socket_by_ticket_ends_with_what_asked_for_the_ticket(ana: User, ended: str):
    asks = await sync_to_async(by_token if ended == "token" else by_session)(ana)
    ticket = (await sync_to_async(asks.post)("/api/v1/auth/socket-ticket/")).json()["ticket"]
    async with Socket(ticket=ticket, origin="http://elsewhere.example") as socket:
        await sync_to_async(end)(ended, ana)
        assert await socket.closes() == 4401


@pytest.mark.parametrize("ended", ["token", "session", "password", "deactivated"])
async def test_a_ticket_whose_asker_has_ended_opens_no_socket(ana: User, ended: str):
    asks = await sync_to_async(by_token if ended == "token" else by_session)(ana)
    ticket = (await sync_to_async(asks.post)("/api/v1/auth/socket-ticket/")).json()["ticket"]
    await sync_to_async(end)(ended, ana)
    socket = Socket(ticket=ticket, origin="http://elsewhere.example")
    await socket.open()
    assert await socket.closes() == 4401
    await socket.leave()


def by_token(person: User) -> Client:
    _token, key = get_token_model().objects.create(user=person)
    return Client(headers={"authorization": f"Token {key}"})


def by_session(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def end(what: str, person: User) -> None:
    if what == "token":
        get_token_model().objects.all().delete()
    elif what == "session":
        Session.objects.all().delete()
    elif what == "password":
        person.set_password("something else entirely")
        person.save()
    else:
        User.objects.filter(pk=person.pk).update(is_active=False)


@pytest.mark.parametrize("ended", ["logout", "expired", "deactivated", "password", "backend"])
async def test_a_sign_in_that_has_ended_opens_no_socket(ana: User, ended: str, settings):
    socket = await sync_to_async(Socket)(person=ana)
    if ended == "logout":
        await Session.objects.all().adelete()
    elif ended == "expired":
        await Session.objects.aupdate(expire_date=timezone.now())
    elif ended == "deactivated":
        await User.objects.filter(pk=ana.pk).aupdate(is_active=False)
    elif ended == "password":
        await User.objects.filter(pk=ana.pk).aupdate(password="changed")
    else:
        settings.AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
    await socket.open()
    assert await socket.closes() == 4401
    await socket.leave()


@pytest.mark.parametrize("ended", ["unknown", "expired", "deactivated", "another scheme"])
async def test_a_token_that_is_not_valid_opens_no_socket(ana: User, ended: str):
    _token, key = await sync_to_async(get_token_model().objects.create)(user=ana)
    if ended == "expired":
        await get_token_model().objects.aupdate(expiry=timezone.now())
    elif ended == "deactivated":
        await User.objects.filter(pk=ana.pk).aupdate(is_active=False)
    socket = Socket(token={"unknown": key[:-1], "another scheme": f"x {key}"}.get(ended, key))
    await socket.open()
    assert await socket.closes() == 4401
    await socket.leave()


async def test_a_revoked_token_takes_its_socket_with_it(ana: User):
    token, key = await sync_to_async(get_token_model().objects.create)(user=ana)
    async with Socket(token=key) as socket:
        await token.adelete()
        assert await socket.closes() == 4401


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "[]", "{}", '{"type":7}', '{"type":"no.such"}', '{"type":"ping","x":"' + "x" * 66000 + '"}'],
)
async def test_what_is_no_frame_is_said_so(ana: User, text: str):
    async with await sync_to_async(Socket)(person=ana) as socket:
        await socket.send_text(text)
        assert (await socket.receive("error"))["code"] == "invalid_frame"
        await socket.send(type="ping")
        await socket.receive("pong")


async def test_after_ten_bad_frames_in_a_minute_it_closes(ana: User):
    async with await sync_to_async(Socket)(person=ana) as socket:
        for _number in range(11):
            await socket.send_text("nonsense")
        for _number in range(10):
            await socket.receive("error")
        assert await socket.closes() == 4400


async def test_a_reader_that_is_too_slow_is_closed_and_others_are_not(ana: User, ben: User, monkeypatch):
    monkeypatch.setattr(connections, "SLOW_GRACE_SECONDS", 5)
    async with await sync_to_async(Socket)(person=ana) as slow, await sync_to_async(Socket)(person=ben) as quick:
        slow.stop_reading()
        text = '{"type":"noise","text":"' + "x" * 1000 + '"}'
        for _number in range(1200):
            hub.deliver([ana.pk], text)
        hub.deliver([ben.pk], text)
        assert (await quick.receive("noise"))["type"] == "noise"
        (held,) = hub.sockets[ana.pk]
        assert held.closing == 4408
        slow.read_again()
        assert await slow.closes() == 4408


async def test_who_opens_too_many_keeps_the_newest(ana: User, ben: User, settings):
    settings.SOCKETS_PER_PERSON = 3
    client = await sync_to_async(Socket)(person=ana)
    sockets = [Socket(client=client.client) for _number in range(5)]
    async with await sync_to_async(Socket)(person=ben) as his:
        for socket in sockets:
            await socket.open()
            await socket.receive("hello")
        assert [await socket.closes() for socket in sockets[:2]] == [4429, 4429]
        hub.deliver([ana.pk, ben.pk], '{"type":"noise"}')
        for socket in (*sockets[2:], his):
            await socket.receive("noise")
        assert len(hub.sockets[ana.pk]) == 3
    for socket in sockets:
        await socket.leave()


async def test_a_silent_socket_is_closed(ana: User, monkeypatch):
    monkeypatch.setattr("apps.realtime.socket.SILENCE_SECONDS", 1)
    async with await sync_to_async(Socket)(person=ana) as socket:
        assert await socket.closes() == 4409


async def test_a_command_that_found_the_database_away_may_be_sent_again(ana: User, monkeypatch):
    async def away(connection: object, frame: object) -> None:
        raise OperationalError

    monkeypatch.setitem(commands, "probe", away)
    monkeypatch.setitem(paces, "probe", Pace(600))
    async with await sync_to_async(Socket)(person=ana) as socket:
        await socket.send(type="probe", request_id="7")
        error = await socket.receive("error")
    assert (error["code"], error["request_id"]) == ("overloaded", "7")
    assert error["retry_after"] > 0
