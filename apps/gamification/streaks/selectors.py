from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from apps.accounts.models import User
from apps.accounts.segments.selectors import trait
from apps.experiments.flags import LEVEL_TRAIT
from apps.gamification.awards.models import Award
from apps.gamification.deeds.registry import gift_kinds
from apps.gamification.streaks.models import Streak, StreakZone
from apps.gamification.streaks.walking import A_DAY, Period, Walk, forgiven_days, local_day, walk

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
WEEKS_SHOWN, WEEKS_OF_A_YEAR = 5, 53


@dataclass(frozen=True)
class Day:
    """`mark` is done, frozen, won_back, forgiven, missed, open (today) or ahead."""

    day: date
    mark: str
    units: int
    is_today: bool


@dataclass(frozen=True)
class StreakShown:
    """A person's streak now. `next_zone` comes into force at `next_zone_from`, where they have moved."""

    walk: Walk
    has_year: bool
    is_year: bool
    zone: str
    next_zone: str
    next_zone_from: datetime | None
    days: list[Day]

    @property
    def weeks(self) -> list[list[Day]]:
        return [self.days[start : start + 7] for start in range(0, len(self.days), 7)]


def periods_of(person: User) -> list[Period]:
    """In the order of their time; before anything was worked out, the person's own zone."""
    rows = StreakZone.objects.filter(person=person).order_by("since").values_list("zone", "since")
    return [Period(zone, since) for zone, since in rows] or [Period(person.time_zone, BEGINNING)]


def units_of(person: User, periods: Sequence[Period]) -> Counter[date]:
    """How many different deeds brought the person something that counts or may still count, by day."""
    return units_by_day(deeds_of([person])[person.pk], periods)


def deeds_of(people: Sequence[User]) -> dict[int, dict[str, datetime]]:
    """By person, the different deeds that brought something that counts or may still count, with their times; not what
    others gave them. One query."""
    deeds: dict[int, dict[str, datetime]] = {person.pk: {} for person in people}
    awards = Award.objects.standing().filter(person__in=people).exclude(rule__deed__in=gift_kinds()).order_by()
    for person, deed, at in awards.values_list("person_id", "deed", "created_at"):
        deeds[person][deed] = at
    return deeds


def units_by_day(deeds: Mapping[str, datetime], periods: Sequence[Period]) -> Counter[date]:
    return Counter(local_day(at, periods) for at in deeds.values())


def walk_of(person: User, *, now: datetime) -> Walk:
    periods = periods_of(person)
    return walk(units_of(person, periods), today=local_day(now, periods), forgiven=forgiven_days(periods))


def may_see_year(person: User) -> bool:
    return trait(person, LEVEL_TRAIT) == "1"


def streak_of(person: User, *, now: datetime, is_year: bool = False) -> StreakShown:
    """With the weeks that the page shows, from a Monday on; a year of them for who may see it."""
    has_year = may_see_year(person)
    weeks = WEEKS_OF_A_YEAR if is_year and has_year else WEEKS_SHOWN
    periods = periods_of(person)
    units, today, forgiven = units_of(person, periods), local_day(now, periods), forgiven_days(periods)
    walked = walk(units, today=today, forgiven=forgiven)
    first = today - timedelta(days=today.weekday() + 7 * (weeks - 1))

    def mark(day: date) -> str:
        if day > today:
            return "ahead"
        if units[day]:
            return "done"
        if day == today:
            return "open"
        named = (("frozen", walked.frozen), ("won_back", walked.won_back), ("forgiven", forgiven))
        return next((name for name, days in named if day in days), "missed")

    days = [first + A_DAY * number for number in range(7 * weeks)]
    ahead = next((one for one in periods if one.since > now), None)
    in_force = [one for one in periods if one.since <= now] or periods[:1]
    return StreakShown(
        walk=walked,
        has_year=has_year,
        is_year=weeks == WEEKS_OF_A_YEAR,
        zone=in_force[-1].zone,
        next_zone=ahead.zone if ahead else "",
        next_zone_from=ahead.since if ahead else None,
        days=[Day(day=day, mark=mark(day), units=units[day], is_today=day == today) for day in days],
    )


def longest_of(people: Sequence[int]) -> dict[int, int]:
    return dict(Streak.objects.filter(person__in=people).values_list("person_id", "longest"))
