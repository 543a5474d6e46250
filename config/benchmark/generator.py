"""Makes the load: all sockets in one process and one event loop, which is not the server's."""

import asyncio
import gc
import resource
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

import orjson

from config.benchmark import wire
from config.benchmark.population import LINES, Person
from config.benchmark.tally import Flight, Frame, Tally

CONNECTING_AT_ONCE = 32
SILENT_SECONDS = 15.0
"""The server closes who is silent for 45 seconds; sockets that send nothing say `ping` after 15 to 30."""

RAMP_SECONDS = 0.5
DRAIN_SECONDS = 40.0
"""Longer than SQLite waits for its lock: what comes that late is slow, not lost."""
SHORTEST_TICK = 0.0005


@dataclass(slots=True)
class Seat:
    """A person and their open socket."""

    person: Person
    socket: wire.Socket
    spoke_at: float


@dataclass(slots=True)
class Window:
    """What was measured between two moments of a phase: its flights, and the generator's own use of a core."""

    seconds: float = 0.0
    flights: list[Flight] = field(default_factory=list)
    own_cpu_share: float = 0.0


class Generator:
    """`connect`, then any number of phases. `measure` is called at the begin and the end of each window."""

    def __init__(self, people: Sequence[Person], urls: Sequence[str], heads: dict[int, int]) -> None:
        self.people, self.urls = people, urls
        self.tally = Tally(heads)
        self.seats: list[Seat] = []
        self.listeners: dict[str, Callable[[int, Frame, float], None]] = {}
        self._run = time.time_ns() & 0xFFFFFFFFFFFF
        self._count = 0
        self._acked: Callable[[Flight], None] = _ignore
        self._keeping: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """The two sides of a pair stand next to each other: with two URLs they meet different processes."""
        _allow_many_sockets()
        gate = asyncio.Semaphore(CONNECTING_AT_ONCE)

        async def open_one(number: int, person: Person) -> Seat:
            async with gate:
                url = self.urls[number % len(self.urls)]
                socket = await wire.connect(url, person.token, partial(self._hear, person.user))
                return Seat(person, socket, time.perf_counter())

        self.seats = list(await asyncio.gather(*(open_one(*item) for item in enumerate(self.people))))
        await wire.wait_for(lambda: self.tally.other_frames["hello"] >= len(self.seats), 60)
        self._keeping = asyncio.create_task(self._keep_alive())
        # Nothing of this is garbage, and collecting it would be the longest pause of a run.
        gc.collect()
        gc.disable()

    async def at_rate(
        self, rate: float, seconds: float, measure: Callable[[], None], *, senders: Sequence[Seat] = ()
    ) -> Window:
        """Open loop: each message leaves at its own time, whatever became of those before. Everybody in turn, or
        these alone."""
        senders = senders or self.seats
        planned = round(rate * seconds)
        done = asyncio.get_running_loop().create_future()
        flights: list[Flight] = []
        measure()
        began_cpu, begin = time.process_time(), time.perf_counter() + 0.05

        def send_due() -> None:
            now = time.perf_counter()
            while len(flights) < planned and begin + len(flights) / rate <= now:
                seat = senders[len(flights) % len(senders)]
                flights.append(self._send(seat, due=begin + len(flights) / rate))
            if len(flights) == planned and not done.done():
                done.set_result(None)

        # The loop's own timers know milliseconds only, which is a third of what is measured.
        tick = max(SHORTEST_TICK, 1 / rate)
        asyncio.get_running_loop().add_signal_handler(signal.SIGALRM, send_due)
        signal.setitimer(signal.ITIMER_REAL, 0.05, tick)
        try:
            await done
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            asyncio.get_running_loop().remove_signal_handler(signal.SIGALRM)
        await self.drain()
        measure()
        elapsed = time.perf_counter() - begin
        return Window(elapsed, flights, (time.process_time() - began_cpu) / elapsed)

    async def saturate(self, sockets: int, seconds: float, measure: Callable[[], None]) -> Window:
        """Closed loop: each of so many sockets sends its next message when the last one is acked."""
        seats = {seat.person.user: seat for seat in self.seats[:sockets]}
        window = Window()
        ending = False

        def next_one(flight: Flight) -> None:
            if ending:
                return
            window.flights.append(flight)
            self._send(seats[flight.sender])

        self._acked = next_one
        for seat in seats.values():
            self._send(seat)
        await asyncio.sleep(RAMP_SECONDS)
        window.flights.clear()
        measure()
        began_cpu, begin = time.process_time(), time.perf_counter()
        await asyncio.sleep(seconds)
        ending = True
        window.seconds = time.perf_counter() - begin
        window.own_cpu_share = (time.process_time() - began_cpu) / window.seconds
        measure()
        self._acked = _ignore
        await self.drain()
        return window

    async def drain(self) -> None:
        """Until everything has arrived, or nothing arrives any more."""
        tally = self.tally
        await wire.wait_for(lambda: tally.waiting_acks <= 0 and tally.waiting_deliveries <= 0, DRAIN_SECONDS)

    async def close(self) -> None:
        if self._keeping is not None:
            self._keeping.cancel()
        for seat in self.seats:
            if seat.socket.closed is not None:
                self.tally.faults[f"socket: {seat.socket.closed}"] += 1
            seat.socket.close()
        gc.enable()
        await asyncio.sleep(0.1)

    def _send(self, seat: Seat, due: float | None = None) -> Flight:
        self._count += 1
        client_id = str(UUID(int=self._run << 64 | self._count))
        person, now = seat.person, time.perf_counter()
        frame = {
            "type": "message.send",
            "client_id": client_id,
            "conversation": person.conversation,
            "body": f"{LINES[self._count % len(LINES)]} ({self._count})",
        }
        flight = Flight(sender=person.user, conversation=person.conversation, due=now if due is None else due, sent=now)
        self.tally.leaves(client_id, flight)
        seat.spoke_at = now
        seat.socket.send(orjson.dumps(frame))
        return flight

    def _hear(self, person: int, payload: bytes) -> None:
        frame, now = orjson.loads(payload), time.perf_counter()
        flight = self.tally.hear(frame, person=person, now=now)
        if flight is not None:
            self._acked(flight)
        elif listener := self.listeners.get(frame["type"]):
            listener(person, frame, now)

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(1)
            now = time.perf_counter()
            for number, seat in enumerate(self.seats):
                if now - seat.spoke_at > SILENT_SECONDS * (1 + number / len(self.seats)):
                    seat.spoke_at = now
                    seat.socket.send(b'{"type":"ping"}')


def sent_late_ms(flights: Sequence[Flight]) -> list[float]:
    """How long after its time each message left."""
    return [(flight.sent - flight.due) * 1000 for flight in flights]


def _ignore(_flight: Flight) -> None:
    return


def _allow_many_sockets() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
