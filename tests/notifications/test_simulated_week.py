"""A week of many people in six time zones, over the night in which Europe's clocks change."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from apps.accounts.models import User
from apps.chat.interviews.kinds import IN_AN_HOUR
from apps.feedback.tickets.kinds import TICKET_ANSWERED
from apps.notifications.channels.outgoing_mail import claim_due_mail
from apps.notifications.deciding.pacing import HOUR
from apps.notifications.deciding.quiet_hours import is_quiet
from apps.notifications.deciding.registry import Kind, kind_of
from apps.notifications.deciding.services import Telling, mark_read, notify_all, notify_by_mail
from apps.notifications.digests.services import choose_digest
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.tiers import amount

ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Asia/Kolkata",
    "America/Sao_Paulo",
)
START = datetime(2026, 3, 26, tzinfo=UTC)
TICK = timedelta(minutes=amount(20, smoke=60))
TICKS_A_DAY = timedelta(days=1) // TICK
DAY = timedelta(days=1)


@pytest.fixture
def people(db: None) -> list[User]:
    """Half of them sleep from 21 to 9, others at other times, some never."""
    nights = [(time(21), time(9)), (time(21), time(9)), (time(23, 30), time(6, 30)), (time(0), time(0))]
    count = amount(10_000, smoke=60)
    made = [
        User(email=f"week{n}@rapport.example", name=f"Person {n}", time_zone=ZONES[n % 6], password="!")
        for n in range(count)
    ]
    for number, person in enumerate(made):
        person.quiet_from, person.quiet_until = nights[number // 6 % 4]
    return User.objects.bulk_create(made, batch_size=500)


def known(key: str) -> Kind:
    kind = kind_of(key)
    assert kind is not None
    return kind


class Sent(NamedTuple):
    """What went out by e-mail; what went to somebody at the same moment is one letter."""

    person: User
    at: datetime
    kind: Kind
    cause: str
    url: str


def _learn_sizes() -> None:
    """What a database does by itself in a running installation: else PostgreSQL takes the table for the empty one that
    it was, and reads all of it for each row."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {Notification._meta.db_table}")


class Week:
    """What happens, with the same dice each time."""

    def __init__(self, people: list[User], kind: Kind) -> None:
        self.people, self.kind, self.dice = people, kind, random.Random(7)
        self.sent: list[Sent] = []

    def run(self) -> None:
        for number in range(7 * TICKS_A_DAY):
            now = START + number * TICK
            with time_machine.travel(now, tick=False):
                if not number % TICKS_A_DAY:
                    _learn_sizes()
                self._tell(now, number)
                self._read(now)
                run_due(now=now)
                for person, told in claim_due_mail(now=now):
                    self.sent += [Sent(person, now, known(one.kind), one.cause, one.url) for one in told]

    def _some(self, a_day: float) -> list[User]:
        wanted = len(self.people) * a_day / TICKS_A_DAY
        return self.dice.sample(self.people, int(wanted) + (self.dice.random() < wanted % 1))

    def _tell(self, now: datetime, number: int) -> None:
        for kind, a_day in ((self.kind, 6.0), (TICKET_ANSWERED, 0.5)):
            facts, cause = {"name": "Ben", "title": "Send"}, f"{kind.key}:{number}"
            tellings = [Telling(person, cause, facts, f"/at/{self.dice.randrange(3)}/") for person in self._some(a_day)]
            told = notify_all(kind=kind, tellings=tellings, now=now)
            assert len(told) == len(tellings)
            assert notify_all(kind=kind, tellings=tellings, now=now) == [], "delivered twice, told once"
        for person in self._some(0.2):
            facts = {"name": "Ben", "title": "Engineer", "zone": person.time_zone, "interview": 0, "version": 0}
            notify_by_mail(
                person=person, kind=IN_AN_HOUR, cause=f"interview:{number}", facts=facts, url="/at/9/", now=now
            )

    def _read(self, now: datetime) -> None:
        for person in self._some(0.5):
            mark_read(person=person, now=now)


@pytest.mark.longer
@pytest.mark.timeout(4 * 3600)
@pytest.mark.costs(30)
def test_a_week_over_six_zones_and_a_change_of_clocks_keeps_every_promise(people: list[User], kind: Kind):
    readers = people[:: amount(10, smoke=5)]
    for person in readers:
        choose_digest(person=person, rhythm="daily", hour=9, now=START)
    week = Week(people, kind)
    week.run()

    causes = Counter((one.person.pk, one.cause) for one in week.sent)
    assert len(causes) > 5 * len(people)
    assert max(causes.values()) == 1, "nobody gets two for one cause"

    at_night = {one.kind.key for one in week.sent if is_quiet(one.person, one.at)}
    assert at_night == {IN_AN_HOUR.key}, "interviews come at any hour, and nothing else"

    times: dict[int, set[datetime]] = defaultdict(set)
    by_conversation: dict[tuple[int, str], set[datetime]] = defaultdict(set)
    for one in week.sent:
        if one.kind.is_counted:
            times[one.person.pk].add(one.at)
            by_conversation[one.person.pk, one.url].add(one.at)
    assert min(_gaps(times.values(), 3)) >= DAY, "three a day"
    assert min(_gaps(by_conversation.values(), 1)) >= HOUR, "one an hour about a conversation"

    waiting = Notification.objects.filter(channel="email", sent_at=None, cancelled_at=None)
    assert not waiting.filter(due_at__lt=START + 5 * DAY).exists(), "nothing is forgotten"
    for person in readers:
        next_one = DueItem.objects.get(person=person, kind="notifications.digest").meant_at()
        assert next_one.astimezone(ZoneInfo(person.time_zone)).hour == 9


def _gaps(all_times: Iterable[set[datetime]], apart: int) -> list[timedelta]:
    return [
        later - earlier
        for times in all_times
        for earlier, later in zip(sorted(times), sorted(times)[apart:], strict=False)
    ]
