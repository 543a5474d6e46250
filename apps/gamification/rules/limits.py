"""A limit of a rule: how many awards, or points, may stand at once, for whom, in which stretch of time. All days are
UTC days, the same for everybody; nobody moves a limit by moving their clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PER: Mapping[str, str | Promise] = {
    "member": _("each person"),
    "pair": _("each pair of people"),
    "breadth": _("each different person, on average"),
    "company": _("each company"),
    "all": _("everybody together"),
}
WITHIN: Mapping[str, str | Promise] = {
    "hours": _("any stretch of hours"),
    "day": _("a day (UTC)"),
    "week": _("a week (UTC, from Monday)"),
    "month": _("a month (UTC)"),
    "ever": _("ever"),
}
OF: Mapping[str, str | Promise] = {"awards": _("awards"), "points": _("points")}

Span = tuple[datetime, datetime]
FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC)
LAST_DAY = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Limit:
    """At most `most` awards or points (`of`) per member, pair, company or all, within `hours` or a calendar span. Per
    breadth: of one member, `most` times as many as there are different people on the other side."""

    of: str
    per: str
    within: str
    most: int
    hours: float = 0

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        return cls(
            of=row["of"], per=row["per"], within=row["within"], most=row["most"], hours=float(row.get("hours") or 0)
        )

    def to_row(self) -> dict[str, Any]:
        row = {"of": self.of, "per": self.per, "within": self.within, "most": self.most}
        return row | ({"hours": self.hours} if self.within == "hours" else {})

    @property
    def is_shared(self) -> bool:
        """People who draw on it wait for each other."""
        return self.per in ("company", "all")

    @property
    def is_for_good(self) -> bool:
        """A budget that nobody's waiting fills again."""
        return (self.per, self.within) == ("all", "ever")

    @property
    def is_pause(self) -> bool:
        """One each stretch of hours: a pause between two."""
        return (self.of, self.per, self.within, self.most) == ("awards", "member", "hours", 1)

    def reach(self, at: datetime) -> Span:
        """What has to be known to say whether one more fits at this moment."""
        if self.within != "hours":
            return calendar_span(self.within, at)
        stretch = timedelta(hours=self.hours)
        return at - stretch, at + stretch


def calendar_span(within: str, at: datetime) -> Span:
    """The UTC day, week or month around a moment, or all time."""
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    match within:
        case "day":
            return day, day + timedelta(days=1)
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=7)
        case "month":
            first = day.replace(day=1)
            return first, (first + timedelta(days=32)).replace(day=1)
    return FIRST_DAY, LAST_DAY
