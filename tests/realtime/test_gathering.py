"""Many who ask at the same time are one question; many who come at the same time are one piece of news."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db.backends.utils import CursorWrapper

from apps.accounts.models import User
from apps.realtime import presence
from apps.realtime.gathering import Gathering
from apps.realtime.models import Presence
from tests.people import CandidateFactory
from tests.realtime.client import Socket


class Library:
    """Knows the squares of even numbers; a negative one upsets it."""

    def __init__(self) -> None:
        self.asked: list[set[int]] = []

    async def answer(self, numbers: set[int]) -> dict[int, int]:
        self.asked.append(numbers)
        await asyncio.sleep(0.01)
        if min(numbers) < 0:
            raise ValueError
        return {number: number**2 for number in numbers if number % 2 == 0}


async def test_what_is_asked_meanwhile_is_the_next_question():
    library = Library()
    squares = Gathering(library.answer)
    first = asyncio.create_task(squares.ask(2))
    await asyncio.sleep(0.001)
    others = await asyncio.gather(*[squares.ask(number) for number in (2, 3, 4, 4)])
    assert (await first, others) == (4, [4, None, 16, 16])
    assert library.asked == [{2}, {2, 3, 4}]


async def test_what_goes_wrong_is_theirs_who_asked_and_the_next_may_ask_again():
    squares = Gathering(Library().answer)
    found = await asyncio.gather(*[squares.ask(number) for number in (-1, 2)], return_exceptions=True)
    assert [type(error) for error in found] == [ValueError, ValueError]
    assert await squares.ask(2) == 4


async def test_who_asked_and_has_left_keeps_nobody_from_an_answer():
    squares = Gathering(Library().answer)
    left, stays = (asyncio.create_task(squares.ask(number)) for number in (4, 6))
    await asyncio.sleep(0.001)
    left.cancel()
    assert await stays == 36


@pytest.mark.django_db(transaction=True)
async def test_thirty_who_come_at_once_ask_the_database_less_than_once_each(monkeypatch):
    people = [await sync_to_async(CandidateFactory)() for _number in range(30)]
    sockets = [await sync_to_async(Socket)(person=person) for person in people]
    asked: list[str] = []
    execute = CursorWrapper.execute

    def noting(cursor: CursorWrapper, sql: str, params: object = None) -> object:
        asked.append(sql)
        return execute(cursor, sql, params)

    monkeypatch.setattr(CursorWrapper, "execute", noting)
    await asyncio.gather(*[socket.__aenter__() for socket in sockets])
    while not any("realtime_presence" in sql for sql in asked):
        await asyncio.sleep(0.01)
    assert len(asked) < len(people), asked
    for _try in range(100):
        states = await sync_to_async(presence.states)([person.pk for person in people])
        if set(states.values()) == {"online"}:
            break
        await asyncio.sleep(0.05)
    assert set(states.values()) == {"online"}
    for socket in sockets:
        await socket.leave()


@pytest.mark.django_db(transaction=True)
async def test_who_was_here_for_a_moment_has_been_seen(ana: User):
    async with await sync_to_async(Socket)(person=ana):
        pass
    for _try in range(100):
        found = await Presence.objects.filter(user=ana).afirst()
        if found is not None and (found.online_until - found.seen_at) == presence.LINGER:
            break
        await asyncio.sleep(0.05)
    else:
        raise AssertionError(found)
