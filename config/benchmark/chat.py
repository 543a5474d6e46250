"""`bench chat`: loads a running server at fixed rates and to its limit, and says what it measured."""

import asyncio
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import uvloop
from django.db import close_old_connections

from apps.chat.models import Conversation, Message
from apps.events.models import OutboxEvent
from config.benchmark import processes
from config.benchmark.figures import in_words, median, percentile, table
from config.benchmark.generator import Generator, Window, sent_late_ms
from config.benchmark.population import Person
from config.benchmark.processes import Family

AT_ONCE = 500
BUSY_SHARE = 0.85
LATE_MS = 5.0
SETTLE_SECONDS = 60
WARM_UP_RATE = 100.0


class WrongDatabase(Exception):
    """The file's conversations aren't in the database that the settings name."""


@dataclass(slots=True)
class Figures:
    """Of one phase. Times in milliseconds, CPU in milliseconds a message, shares of one core; None is unknown."""

    name: str
    messages: float
    per_second: float | None
    ack_p50: float | None
    ack_p99: float | None
    delivered_p50: float | None
    delivered_p99: float | None
    server_cpu: float | None
    postgres_cpu: float | None
    redis_cpu: float | None
    generator_share: float | None
    late_p50: float | None

    @property
    def cpu(self) -> float | None:
        """Of the parts that are known."""
        parts = [part for part in (self.server_cpu, self.postgres_cpu, self.redis_cpu) if part is not None]
        return sum(parts) if self.server_cpu is not None else None

    @property
    def limited_by_generator(self) -> bool:
        return (self.generator_share or 0) > BUSY_SHARE or (self.late_p50 or 0) > LATE_MS


@dataclass(slots=True)
class Meter:
    """CPU seconds of the servers' processes, read at the begin and the end of a window."""

    families: dict[str, Family]
    readings: list[dict[str, float | None]] = field(default_factory=list)

    def read(self) -> None:
        self.readings.append(processes.cpu_seconds(self.families))

    def used_ms(self, name: str) -> float | None:
        before, after = (reading[name] for reading in self.readings[-2:])
        return None if before is None or after is None else (after - before) * 1000


@dataclass(slots=True)
class Outcome:
    figures: list[Figures]
    faults: dict[str, int]
    checked: int


def run(
    people: Sequence[Person],
    urls: Sequence[str],
    *,
    rates: Sequence[float],
    saturate: Sequence[int],
    seconds: float,
    rounds: int = 1,
    warm_up: float = 0.0,
) -> Outcome:
    """All rates and closed loops, `rounds` times over; the figures are medians, the faults sums. Before that come so
    many seconds of traffic that isn't measured, only checked: a server that has just started plans its statements, and
    doesn't know yet whether it is alone."""
    heads = _heads({person.conversation for person in people})
    roots = frozenset[int]().union(*(processes.listening(url).roots for url in urls))
    meter = Meter({"server": Family(roots), "postgres": processes.of_postgres(), "redis": processes.of_redis()})
    generator = Generator(people, urls, heads)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        found = runner.run(_phases(generator, meter, rates, saturate, seconds, rounds, warm_up))
    generator.tally.lost()
    generator.tally.compare(_stored(heads))
    phases = [[each[number] for each in found] for number in range(len(found[0]))]
    return Outcome([of_rounds(one) for one in phases], generator.tally.found_faults, len(generator.tally.flights))


async def _phases(
    generator: Generator,
    meter: Meter,
    rates: Sequence[float],
    saturate: Sequence[int],
    seconds: float,
    rounds: int,
    warm_up: float,
) -> list[list[Figures]]:
    await generator.connect()
    if warm_up:
        await generator.at_rate(WARM_UP_RATE, warm_up, lambda: None)
    found: list[list[Figures]] = []
    for _round in range(rounds):
        phases: list[Figures] = []
        for rate in rates:
            await asyncio.to_thread(settle)
            window = await generator.at_rate(rate, seconds, meter.read)
            phases.append(_figures(f"{rate:g}/s", window, meter))
        for sockets in saturate:
            await asyncio.to_thread(settle)
            window = await generator.saturate(sockets, seconds, meter.read)
            phases.append(_figures(f"saturated, {min(sockets, len(generator.seats))} sockets", window, meter))
        found.append(phases)
    await generator.close()
    return found


def settle() -> None:
    """Until the outbox of the phase before is empty, or nobody empties it."""
    until, waiting = time.monotonic() + SETTLE_SECONDS, None
    while time.monotonic() < until:
        left = OutboxEvent.objects.filter(handled_at=None).count()
        if not left or left == waiting:
            break
        waiting = left
        time.sleep(1)
    close_old_connections()


def _figures(name: str, window: Window, meter: Meter) -> Figures:
    acked = [(flight.acked - flight.due) * 1000 for flight in window.flights if flight.acked]
    delivered = [(flight.delivered - flight.due) * 1000 for flight in window.flights if flight.delivered]
    count = len(acked)

    def each(server: str) -> float | None:
        used = meter.used_ms(server)
        return None if used is None or not count else used / count

    return Figures(
        name=name,
        messages=count,
        per_second=count / window.seconds if window.seconds else None,
        ack_p50=percentile(acked, 0.5),
        ack_p99=percentile(acked, 0.99),
        delivered_p50=percentile(delivered, 0.5),
        delivered_p99=percentile(delivered, 0.99),
        server_cpu=each("server"),
        postgres_cpu=each("postgres"),
        redis_cpu=each("redis"),
        generator_share=window.own_cpu_share,
        late_p50=percentile(sent_late_ms(window.flights), 0.5),
    )


def of_rounds(rounds: Sequence[Figures]) -> Figures:
    """The medians of the same phase in several rounds."""
    names = [one.name for one in fields(Figures) if one.name != "name"]
    medians: dict[str, Any] = {name: median(getattr(one, name) for one in rounds) for name in names}
    return replace(rounds[0], **medians)


def _heads(conversations: Iterable[int]) -> dict[int, int]:
    wanted = sorted(conversations)
    found: dict[int, int] = {}
    for part in _parts(wanted):
        found |= dict(Conversation.objects.filter(pk__in=part).values_list("pk", "head_seq"))
    if len(found) < len(wanted) or not wanted:
        raise WrongDatabase
    return found


def _stored(heads: dict[int, int]) -> Iterator[tuple[str, int, int]]:
    for part in _parts(sorted(heads)):
        lowest = min(heads[conversation] for conversation in part)
        rows = Message.objects.filter(conversation__in=part, seq__gt=lowest, sender__isnull=False)
        for client_id, conversation, seq in rows.values_list("client_id", "conversation", "seq").iterator():
            if seq > heads[conversation]:
                yield str(client_id), conversation, seq


def _parts(items: Sequence[int]) -> Iterator[Sequence[int]]:
    return (items[begin : begin + AT_ONCE] for begin in range(0, len(items), AT_ONCE))


def in_a_table(figures: Sequence[Figures]) -> str:
    headings = (
        "phase", "messages/s", "ack p50", "p99 ms", "delivered p50", "p99 ms",
        "CPU ms/message", "server", "PostgreSQL", "Redis", "generator",
    )  # fmt: skip
    rows = [
        (
            one.name,
            in_words(one.per_second, 0),
            *map(in_words, (one.ack_p50, one.ack_p99, one.delivered_p50, one.delivered_p99)),
            *(in_words(part, 3) for part in (one.cpu, one.server_cpu, one.postgres_cpu, one.redis_cpu)),
            f"{in_words(100 * (one.generator_share or 0), 0)} %",
        )
        for one in figures
    ]
    lines = [table(headings, rows)]
    lines += [
        f"{one.name}: the generator was the limit ({in_words(100 * (one.generator_share or 0), 0)} % of a core, "
        f"messages left {in_words(one.late_p50)} ms late); the server may do better."
        for one in figures
        if one.limited_by_generator
    ]
    return "\n".join(lines)


def verdict(outcome: Outcome) -> str:
    if outcome.faults:
        return "FAULTS: " + ", ".join(f"{what}: {count}" for what, count in outcome.faults.items())
    return (
        f"{outcome.checked:,} messages: each acked once, delivered to its peer once, in order, numbered without a gap, "
        "and stored as it was acked."
    )
