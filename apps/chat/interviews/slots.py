"""The times offered for an interview: read from somebody's clock, checked, laid beside what they have already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from apps.errors import InvalidInput

MOST_SLOTS = 5
MINUTES = (15, 20, 30, 45, 60, 90, 120, 180)
FURTHEST = timedelta(days=180)


class WrongTime(InvalidInput):
    code = "wrong_time"
    message = _("Please give a day and a time.")


class NoTime(InvalidInput):
    code = "no_time"
    message = _("Choose at least one time.")


class TooManyTimes(InvalidInput):
    code = "too_many_times"
    message = _("Offer at most five times.")


class TimeIsPast(InvalidInput):
    code = "time_is_past"
    message = _("That time has passed. Choose a later one.")


class TimeTooFar(InvalidInput):
    code = "time_too_far"
    message = _("That is more than half a year away. Choose an earlier time.")


class TimeLeftOut(InvalidInput):
    code = "time_left_out"
    message = _("There is no such time on that day: the clocks go forward past it. Choose another one.")


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to `end`, which no longer belongs to it. `what` names it to its owner."""

    start: datetime
    end: datetime
    what: str = ""

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def read_slots(texts: Iterable[str], *, zone: ZoneInfo, now: datetime) -> list[datetime]:
    """These times in UTC, each once, the earliest first. Times without an offset are on the clock of `zone`; of an
    hour that comes twice the first is meant. Raises WrongTime, TimeLeftOut, TimeIsPast, TimeTooFar, NoTime and
    TooManyTimes."""
    slots = sorted({read_slot(text, zone=zone, now=now) for text in texts if text.strip()})
    if not slots:
        raise NoTime(field="slots")
    if len(slots) > MOST_SLOTS:
        raise TooManyTimes(field="slots")
    return slots


def read_slot(text: str, *, zone: ZoneInfo, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip()).replace(second=0, microsecond=0)
        if moment.tzinfo is None:
            moment = _on_the_clock(moment, zone)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise WrongTime(field="slots") from error
    if moment <= now:
        raise TimeIsPast(field="slots")
    if moment > now + FURTHEST:
        raise TimeTooFar(field="slots")
    return moment


def _on_the_clock(local: datetime, zone: ZoneInfo) -> datetime:
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local:
        raise TimeLeftOut(field="slots")
    return moment


def overlaps(span: Span, taken: Sequence[Span]) -> list[Span]:
    """Which of what is taken this would meet."""
    return [other for other in taken if span.meets(other)]


def day_before(start: datetime, zone: ZoneInfo) -> datetime:
    """The same time on the clock the day before, in UTC: 23, 24 or 25 hours earlier."""
    local = start.astimezone(zone).replace(tzinfo=None) - timedelta(days=1)
    return local.replace(tzinfo=zone).astimezone(UTC)


def is_same_day(one: datetime, other: datetime, zone: ZoneInfo) -> bool:
    return one.astimezone(zone).date() == other.astimezone(zone).date()


def offset_words(moment: datetime) -> str:
    """How far the clock of this moment's zone is from UTC then: "UTC+5:30"."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{sign}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")
