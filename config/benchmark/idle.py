"""What an open socket costs while nothing happens on it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import uvloop

from config.benchmark import processes
from config.benchmark.generator import Generator
from config.benchmark.population import Person

WARM_SOCKETS = 50
REST_SECONDS = 3.0


@dataclass(slots=True, frozen=True)
class Idle:
    """KiB a socket: of resident memory, and of pages that the server alone holds. None is unknown."""

    sockets: int
    resident_kib: float | None
    own_kib: float | None


def measure(people: Sequence[Person], url: str, *, sockets: int) -> Idle:
    """Opens so many idle sockets to `url`, of these people in turn, and closes them again."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_measure(people, url, sockets))


async def _measure(people: Sequence[Person], url: str, sockets: int) -> Idle:
    server = processes.listening(url)
    # What the first sockets load for all that follow isn't theirs.
    warm = Generator([people[number % len(people)] for number in range(WARM_SOCKETS)], [url], {})
    await warm.connect()
    await asyncio.sleep(REST_SECONDS)
    before = server.memory_kib()
    idle = Generator([people[number % len(people)] for number in range(sockets)], [url], {})
    await idle.connect()
    await asyncio.sleep(REST_SECONDS)
    after = server.memory_kib()
    await idle.close()
    await warm.close()
    if before is None or after is None:
        return Idle(sockets, None, None)
    resident, own = ((later - earlier) / sockets for earlier, later in zip(before, after, strict=True))
    return Idle(sockets, resident, own)
