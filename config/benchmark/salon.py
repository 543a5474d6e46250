"""`bench salon`: a live room full of people, in which questions are asked and voted for all the time; from the moment a
question is sent to the one at which each of them has it."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import uuid4

import orjson
import uvloop
from django.utils import timezone

from apps.education.models import Salon, SalonGuest
from config.benchmark.figures import in_time, in_words, percentile, with_faults
from config.benchmark.population import Person, create_pairs
from config.benchmark.wire import Socket, connect, wait_for

GIVE_UP_SECONDS = 15.0
AT_ONCE = 50
"""So many sockets are opened at the same time."""


@dataclass(slots=True, frozen=True)
class Room:
    """Milliseconds from sending a question to each socket's having it. `frames` is how many a socket got a second."""

    sockets: int
    questions: int
    votes: int
    frames: float
    p50: float | None
    p95: float | None
    p99: float | None
    slowest: float | None
    faults: dict[str, int]

    def __str__(self) -> str:
        times = {"p50": self.p50, "p95": self.p95, "p99": self.p99, "slowest": self.slowest}
        said = (
            f"{self.sockets} sockets, {self.questions} questions and {self.votes} votes, "
            f"{in_words(self.frames, 1)} frames a second to each: {in_time(times, 'ms', 0)}"
        )
        return with_faults(said, self.faults)


@dataclass(slots=True)
class _Tally:
    sent: dict[str, float] = field(default_factory=dict)
    ids: set[int] = field(default_factory=set)
    heard: dict[tuple[int, str], float] = field(default_factory=dict)
    watching: int = 0
    frames: int = 0
    voted: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    def take(self, person: int, payload: bytes) -> None:
        now, frame = time.perf_counter(), _parsed(payload)
        kind = frame["type"]
        if kind == "salon.changed":
            self.frames += 1
            for question in frame["questions"]:
                self.ids.add(question["id"])
                self.heard.setdefault((person, question["body"]), now)
        elif kind == "salon.watching":
            self.watching += 1
        elif kind == "salon.voted":
            self.voted += 1
        elif kind == "error" and frame["code"] != "own_post":
            self.faults[frame["code"]] += 1


@lru_cache(maxsize=256)
def _parsed(payload: bytes) -> dict[str, Any]:
    """All sockets get the same bytes."""
    found: dict[str, Any] = orjson.loads(payload)
    return found


def measure(url: str, *, people: int, rate: float, votes: float, seconds: float) -> Room:
    found = create_pairs((people + 1) // 2)[:people]
    salon = _salon(found)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_measure(url, found, salon, rate, votes, seconds))


def _salon(people: list[Person]) -> int:
    now = timezone.now()
    salon = Salon.objects.create(
        title_en="Benchmark",
        about_en="Benchmark",
        host_id=people[0].peer,
        starts_at=now,
        ends_at=now + timedelta(hours=2),
        state=Salon.State.OPEN,
    )
    SalonGuest.objects.bulk_create(
        SalonGuest(salon=salon, person_id=one.user, state="seated", code=f"{number:06}", joined_at=now)
        for number, one in enumerate(people)
    )
    return salon.pk


async def _measure(url: str, people: list[Person], salon: int, rate: float, votes: float, seconds: float) -> Room:
    tally = _Tally()
    sockets: list[Socket] = []
    for begin in range(0, len(people), AT_ONCE):
        part = people[begin : begin + AT_ONCE]
        sockets += await asyncio.gather(*(_connect(url, person, tally) for person in part))
    for socket in sockets:
        _send(socket, type="salon.watch", salon=salon)
    await wait_for(lambda: tally.watching == len(sockets), GIVE_UP_SECONDS)
    tally.frames, began = 0, time.perf_counter()
    await asyncio.gather(
        _ask(sockets, salon, tally, rate, seconds, began), _vote(sockets, tally, votes, seconds, began)
    )
    took = time.perf_counter() - began
    expected = len(sockets) * len(tally.sent)
    frames = tally.frames / len(sockets) / took
    await wait_for(lambda: len(tally.heard) >= expected, GIVE_UP_SECONDS)
    if lost := expected - len(tally.heard):
        tally.faults["not heard"] = lost
    for socket in sockets:
        if socket.closed:
            tally.faults[socket.closed] += 1
        socket.close()
    waits = [(at - tally.sent[body]) * 1000 for (_person, body), at in tally.heard.items() if body in tally.sent]
    return Room(
        sockets=len(sockets),
        questions=len(tally.sent),
        votes=tally.voted,
        frames=frames,
        p50=percentile(waits, 0.5),
        p95=percentile(waits, 0.95),
        p99=percentile(waits, 0.99),
        slowest=max(waits, default=None),
        faults=dict(tally.faults),
    )


async def _connect(url: str, person: Person, tally: _Tally) -> Socket:
    return await connect(url, person.token, lambda payload: tally.take(person.user, payload))


async def _ask(sockets: list[Socket], salon: int, tally: _Tally, rate: float, seconds: float, began: float) -> None:
    for number in range(round(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        body = f"Question number {number}: what would you do?"
        tally.sent[body] = time.perf_counter()
        _send(sockets[number % len(sockets)], type="salon.ask", salon=salon, client_id=str(uuid4()), body=body)


async def _vote(sockets: list[Socket], tally: _Tally, rate: float, seconds: float, began: float) -> None:
    dice = random.Random(7)
    for number in range(round(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        if tally.ids:
            question = dice.choice(sorted(tally.ids)[-20:])
            _send(dice.choice(sockets), type="salon.vote", question=question, on=True)


def _send(socket: Socket, **frame: Any) -> None:
    socket.send(orjson.dumps(frame))
