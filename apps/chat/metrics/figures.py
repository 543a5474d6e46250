"""What is counted of an opening, and sums of it. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median

SLOT = timedelta(minutes=15)
IN_TIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Opening:
    """`waited_seconds` until the first answer by a person, None without one."""

    opened_at: datetime
    waited_seconds: int | None
    is_two_sided: bool

    @property
    def is_in_time(self) -> bool:
        return self.waited_seconds is not None and self.waited_seconds <= IN_TIME.total_seconds()


@dataclass(slots=True)
class Figures:
    """`asked` are the openings that were answered in time or had the time to be."""

    opened: int = 0
    answered: int = 0
    asked: int = 0
    two_sided: int = 0
    waits: Counter[int] = field(default_factory=Counter)

    def add(self, other: "Figures") -> None:
        self.opened += other.opened
        self.answered += other.answered
        self.asked += other.asked
        self.two_sided += other.two_sided
        self.waits.update(other.waits)

    @property
    def median_minutes(self) -> float | None:
        return median(self.waits.elements()) / 60 if self.waits else None


def figures_of(openings: Iterable[Opening], *, now: datetime) -> Figures:
    total = Figures()
    for opening in openings:
        total.opened += 1
        total.answered += opening.is_in_time
        total.asked += opening.is_in_time or opening.opened_at <= now - IN_TIME
        total.two_sided += opening.is_two_sided
        if opening.waited_seconds is not None:
            total.waits[opening.waited_seconds] += 1
    return total


def slot_of(moment: datetime) -> datetime:
    """The beginning of its quarter of an hour."""
    moment = moment.astimezone(UTC)
    return moment.replace(minute=moment.minute - moment.minute % 15, second=0, microsecond=0)
