"""`bench week`: a week of many people in six time zones, over the night in which Europe's clocks change. What they are
told is real, and what goes out by e-mail is looked at: twice for one cause, at night, more often than may be."""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import NamedTuple
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import connection

from apps.accounts.models import User
from apps.chat.interviews.kinds import IN_AN_HOUR
from apps.feedback.tickets.kinds import TICKET_ANSWERED
from apps.feedback.topics.kinds import TOPIC_SHIPPED
from apps.notifications.channels.outgoing_mail import claim_due_mail
from apps.notifications.deciding.pacing import DAY, HOUR, MAILS_A_DAY
from apps.notifications.deciding.quiet_hours import is_quiet
from apps.notifications.deciding.registry import Kind, kind_of
from apps.notifications.deciding.services import Telling, mark_read, notify_all, notify_by_mail
from apps.notifications.digests.services import choose_digest
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from config.benchmark.figures import with_faults
from config.benchmark.population import DOMAIN

ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Asia/Kolkata",
    "America/Sao_Paulo",
)
NIGHTS = ((clock(21), clock(9)), (clock(21), clock(9)), (clock(23, 30), clock(6, 30)), (clock(0), clock(0)))
"""Half of them sleep from 21 to 9, others at other times, some never."""
START = datetime(2026, 3, 26, tzinfo=UTC)
DIGEST_HOUR = 9


@dataclass(slots=True, frozen=True)
class Lived:
    """`told` is what was told, `a_second` how many of it in a second of deciding alone; `letters` what went out, each
    of which may hold several things; `faults` how often each promise was broken."""

    people: int
    told: int
    a_second: float
    letters: int
    things: int
    at_night: int
    slowest_tick: float
    faults: dict[str, int]

    def __str__(self) -> str:
        said = (
            f"{self.people} people, a week: {self.told} told ({self.a_second:.0f} a second), {self.letters} letters "
            f"with {self.things} things, {self.at_night} of them at night, about interviews; slowest step "
            f"{self.slowest_tick:.1f} s"
        )
        return with_faults(said, self.faults)


class Sent(NamedTuple):
    """What went out by e-mail; what went to somebody at the same moment is one letter."""

    person: User
    at: datetime
    kind: Kind
    cause: str
    url: str


def measure(people: int, *, step_minutes: int = 20, readers: int = 10) -> Lived:
    """One in `readers` of them wants a digest in the morning."""
    everybody = _people(people)
    digest_readers = everybody[::readers]
    for person in digest_readers:
        choose_digest(person=person, rhythm="daily", hour=DIGEST_HOUR, now=START)
    week = _Week(everybody, timedelta(minutes=step_minutes))
    week.run()
    causes = Counter((one.person.pk, one.cause) for one in week.sent)
    at_night = [one for one in week.sent if is_quiet(one.person, one.at)]
    faults = {
        "told twice": week.doubled,
        "mailed twice": sum(count - 1 for count in causes.values()),
        "at night": sum(one.kind != IN_AN_HOUR for one in at_night),
        "more than three a day": _too_soon(_times(week.sent, lambda one: one.person.pk), MAILS_A_DAY, DAY),
        "more than one an hour about a conversation": _too_soon(
            _times(week.sent, lambda one: (one.person.pk, one.url)), 1, HOUR
        ),
        "forgotten": _forgotten(everybody),
        "digests at another hour": sum(_digest_hour(person) != DIGEST_HOUR for person in digest_readers),
    }
    return Lived(
        people=people,
        told=week.told,
        a_second=week.told / week.telling_seconds,
        letters=len({(one.person.pk, one.at) for one in week.sent}),
        things=len(week.sent),
        at_night=len(at_night),
        slowest_tick=week.slowest_tick,
        faults={what: count for what, count in faults.items() if count},
    )


def _people(count: int) -> list[User]:
    run = uuid4().hex[:12]
    made = [
        User(
            email=f"week-{run}-{number}@{DOMAIN}",
            name=f"Person {number}",
            time_zone=ZONES[number % len(ZONES)],
            password="!",
        )
        for number in range(count)
    ]
    for number, person in enumerate(made):
        person.quiet_from, person.quiet_until = NIGHTS[number // len(ZONES) % len(NIGHTS)]
    return User.objects.bulk_create(made, batch_size=500)


class _Week:
    """What happens, with the same dice each time."""

    def __init__(self, people: list[User], step: timedelta) -> None:
        self.people, self.step, self.dice = people, step, random.Random(7)
        self.steps_a_day = DAY // step
        self.sent: list[Sent] = []
        self.told = self.doubled = 0
        self.telling_seconds = self.slowest_tick = 0.0
        self.run_id = uuid4().hex[:8]

    def run(self) -> None:
        for number in range(7 * self.steps_a_day):
            begin, now = time.perf_counter(), START + number * self.step
            self._tell(now, number)
            if not number % self.steps_a_day:
                _learn_sizes()
            for person in self._some(0.5):
                mark_read(person=person, now=now)
            run_due(now=now)
            for person, told in claim_due_mail(now=now):
                self.sent += [Sent(person, now, _known(one.kind), one.cause, one.url) for one in told]
            self.slowest_tick = max(self.slowest_tick, time.perf_counter() - begin)

    def _some(self, a_day: float) -> list[User]:
        wanted = len(self.people) * a_day / self.steps_a_day
        return self.dice.sample(self.people, int(wanted) + (self.dice.random() < wanted % 1))

    def _tell(self, now: datetime, number: int) -> None:
        for kind, a_day in ((TOPIC_SHIPPED, 6.0), (TICKET_ANSWERED, 0.5)):
            facts, cause = {"name": "Ben", "title": "Send"}, f"{kind.key}:{self.run_id}:{number}"
            tellings = [Telling(person, cause, facts, f"/at/{self.dice.randrange(3)}/") for person in self._some(a_day)]
            begin = time.perf_counter()
            told = notify_all(kind=kind, tellings=tellings, now=now)
            self.telling_seconds += time.perf_counter() - begin
            self.told += len(told)
            # Delivered twice, as events may be.
            self.doubled += len(notify_all(kind=kind, tellings=tellings, now=now))
        for person in self._some(0.2):
            place = {"name": "Ben", "title": "Engineer", "zone": person.time_zone, "interview": 0, "version": 0}
            cause = f"interview:{self.run_id}:{number}"
            notify_by_mail(person=person, kind=IN_AN_HOUR, cause=cause, facts=place, url="/at/9/", now=now)


def _known(key: str) -> Kind:
    kind = kind_of(key)
    assert kind is not None
    return kind


def _learn_sizes() -> None:
    """What a database does by itself in a running installation: else PostgreSQL takes the tables for the empty ones
    that they were, and reads all of them for each row."""
    with connection.cursor() as cursor:
        for model in (Notification, User):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def _times(sent: Iterable[Sent], key: Callable[[Sent], Hashable]) -> Iterable[set[datetime]]:
    """When letters went out that count, by person, or by person and conversation."""
    times: dict[Hashable, set[datetime]] = defaultdict(set)
    for one in sent:
        if one.kind.is_counted:
            times[key(one)].add(one.at)
    return times.values()


def _too_soon(all_times: Iterable[set[datetime]], most: int, within: timedelta) -> int:
    """How many came within so long after the one that was `most` before it."""
    return sum(
        later - earlier < within
        for times in all_times
        for earlier, later in zip(sorted(times), sorted(times)[most:], strict=False)
    )


def _forgotten(people: list[User]) -> int:
    waiting = Notification.objects.filter(channel="email", sent_at=None, cancelled_at=None, due_at__lt=START + 5 * DAY)
    return waiting.filter(person__in=people[:500]).count()


def _digest_hour(person: User) -> int:
    next_one = DueItem.objects.get(person=person, kind="notifications.digest").meant_at()
    return next_one.astimezone(ZoneInfo(person.time_zone)).hour
