"""`bench award`: from the commit of a deed to the award at the earner's socket."""

import asyncio
from dataclasses import dataclass

import uvloop

from config.benchmark.figures import in_time, percentile, with_faults
from config.benchmark.generator import Generator
from config.benchmark.population import Person, create_pairs
from config.benchmark.tally import Frame
from config.benchmark.wire import wait_for

GIVE_UP_SECONDS = 30.0


@dataclass(slots=True, frozen=True)
class Awards:
    """Seconds from the ack, which follows the commit, to the `award` frame."""

    deeds: int
    awarded: int
    p50: float | None
    p95: float | None
    slowest: float | None
    faults: dict[str, int]

    def __str__(self) -> str:
        times = in_time({"p50": self.p50, "p95": self.p95, "slowest": self.slowest}, "s", 3)
        return with_faults(f"{self.awarded} of {self.deeds} deeds awarded; {times}", self.faults)


def measure(url: str, *, rate: float, seconds: float) -> Awards:
    """Recruiters answer the greetings of as many candidates: each answer is the first of its conversation, which
    awards. Everybody is new, so that no limit on awards is met."""
    people = create_pairs(max(1, round(rate * seconds)), messages=1)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_measure(people, url, rate, seconds))


async def _measure(people: list[Person], url: str, rate: float, seconds: float) -> Awards:
    generator = Generator(people, [url], {person.conversation: 1 for person in people})
    heard: dict[int, float] = {}

    def award(person: int, frame: Frame, now: float) -> None:
        if frame["state"] == "pending":
            heard.setdefault(person, now)

    generator.listeners["award"] = award
    await generator.connect()
    window = await generator.at_rate(rate, seconds, lambda: None, senders=generator.seats[1::2])
    await wait_for(lambda: len(heard) >= len(window.flights), GIVE_UP_SECONDS)
    await generator.close()
    generator.tally.lost()
    waits = [heard[flight.sender] - flight.acked for flight in window.flights if flight.sender in heard]
    return Awards(
        deeds=len(window.flights),
        awarded=len(waits),
        p50=percentile(waits, 0.5),
        p95=percentile(waits, 0.95),
        slowest=max(waits, default=None),
        faults=generator.tally.found_faults,
    )
