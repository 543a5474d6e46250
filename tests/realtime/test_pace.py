"""How often a person may do something in a minute."""

import asyncio

import pytest
from asgiref.sync import sync_to_async

from apps.accounts.models import User
from apps.errors import RateLimited
from apps.realtime.pace import Pace
from apps.realtime.registry import commands, paces
from tests.realtime.client import Socket


def test_so_many_at_once_and_then_one_as_time_goes_by():
    pace = Pace(per_minute=30)
    for _ in range(30):
        pace.spend(1, now=100)
    with pytest.raises(RateLimited) as refusal:
        pace.spend(1, now=100)
    assert refusal.value.retry_after == 2
    pace.spend(2, now=100)
    pace.spend(1, now=102)
    with pytest.raises(RateLimited):
        pace.spend(1, now=102)
    for _ in range(30):
        pace.spend(1, now=200)


def test_whoever_comes_it_remembers_no_more_than_the_last_minute():
    pace = Pace(per_minute=1)
    for person in range(50_000):
        pace.spend(person, now=person / 100)
    assert len(pace._left) <= 20_000


def test_every_command_has_a_pace_or_a_limit_of_its_own():
    have_their_own = {"message.send", "message.edit", "message.recall", "message.react", "card.act"}
    assert {name for name in commands if not paces[name].per_minute} == have_their_own


@pytest.mark.django_db(transaction=True)
async def test_a_flood_of_commands_is_refused_over_all_of_a_persons_sockets(ana: User, olga: User, monkeypatch):
    monkeypatch.setattr(paces["presence.watch"], "per_minute", 3)
    one, other, hers = [await sync_to_async(Socket)(person=person) for person in (ana, ana, olga)]
    async with one, other, hers:
        for socket in (one, one, other):
            await socket.send(type="presence.watch", users=[])
        await asyncio.sleep(0.1)
        await other.send(type="presence.watch", users=[], request_id="4")
        refusal = await other.receive("error")
        assert (refusal["code"], refusal["request_id"], refusal["retry_after"]) == ("rate_limited", "4", 20)
        await hers.send(type="presence.watch", users=[])
        await hers.nothing_of("error")
