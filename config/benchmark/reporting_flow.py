"""`bench tickets --rate`: reports come to a running server at an even rate; how many of them wait to be sorted."""

import http.client
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import uuid4

import orjson
from django.conf import settings

from apps.feedback.models import Ticket
from config.benchmark.figures import in_time, in_words, percentile, with_faults
from config.benchmark.population import create_pairs
from config.benchmark.reporting import SAID

AT_ONCE = 64
LOOK_EVERY_SECONDS = 5.0
GIVE_UP_SECONDS = 300.0


@dataclass(slots=True, frozen=True)
class Flow:
    """Milliseconds from when a report was due to its answer, over all of them. `waiting` is how many weren't sorted
    yet, looked at every five seconds: in the first and in the last third of the time, on average, and at most; all were
    sorted `caught_up` seconds after the last had come, None where five minutes weren't enough."""

    reports: int
    seconds: float
    p50: float | None
    p95: float | None
    waiting_first: float
    waiting_last: float
    waiting_most: int
    caught_up: float | None
    faults: dict[str, int]

    def __str__(self) -> str:
        times = in_time({"p50": self.p50, "p95": self.p95}, "ms", 0)
        said = (
            f"{self.reports} reports in {self.seconds:.0f} s, answered within {times}; "
            f"waiting to be sorted {self.waiting_first:.0f} at first, {self.waiting_last:.0f} towards the end, "
            f"{self.waiting_most} at most; all sorted {in_words(self.caught_up, 1)} s after the last"
        )
        return with_faults(said, self.faults)


@dataclass(slots=True)
class _Tally:
    took: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    waiting: list[int] = field(default_factory=list)


def measure(url: str, *, rate: float, seconds: float) -> Flow:
    """Everybody reports as often as an hour allows, in turn."""
    count = int(rate * seconds)
    people = create_pairs(count // (2 * settings.FEEDBACK_TICKETS_PER_HOUR) + 1)
    tally, lines, before = _Tally(), threading.local(), _unsorted()
    begin = time.perf_counter()

    def report(number: int) -> None:
        due = begin + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        who, what = people[number % len(people)], f"{SAID[number % len(SAID)]} ({uuid4().hex[:8]})"
        try:
            answered = str(_send(lines, url, who.token, what))
        except (OSError, http.client.HTTPException) as error:
            lines.line, answered = None, type(error).__name__
        tally.took.append(1000 * (time.perf_counter() - due))
        if answered != str(HTTPStatus.CREATED.value):
            tally.faults[answered] += 1

    with ThreadPoolExecutor(AT_ONCE) as pool:
        reports = [pool.submit(report, number) for number in range(count)]
        while not all(one.done() for one in reports):
            time.sleep(LOOK_EVERY_SECONDS)
            tally.waiting.append(_unsorted() - before)
    ended = time.perf_counter()
    for one in reports:
        one.result()
    third = max(1, len(tally.waiting) // 3)
    return Flow(
        reports=count,
        seconds=ended - begin,
        p50=percentile(tally.took, 0.5),
        p95=percentile(tally.took, 0.95),
        waiting_first=sum(tally.waiting[:third]) / third,
        waiting_last=sum(tally.waiting[-third:]) / third,
        waiting_most=max(tally.waiting),
        caught_up=_caught_up(before, since=ended),
        faults=dict(tally.faults),
    )


def _send(lines: threading.local, url: str, token: str, body: str) -> int:
    line: http.client.HTTPConnection | None = getattr(lines, "line", None)
    if line is None:
        place = urlsplit(url)
        line = lines.line = http.client.HTTPConnection(place.hostname or "127.0.0.1", place.port, timeout=60)
    told = orjson.dumps({"body": body, "client_id": str(uuid4())})
    line.request(
        "POST", "/api/v1/tickets/", told, {"Authorization": f"Token {token}", "Content-Type": "application/json"}
    )
    answer = line.getresponse()
    answer.read()
    return answer.status


def _unsorted() -> int:
    return Ticket.objects.filter(triaged_at=None).count()


def _caught_up(before: int, *, since: float) -> float | None:
    while (waited := time.perf_counter() - since) < GIVE_UP_SECONDS:
        if _unsorted() <= before:
            return waited
        time.sleep(1)
    return None
