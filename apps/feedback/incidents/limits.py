"""When a week, or a release, is out of control."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp, sqrt

FEWEST_WEEKS, MOST_WEEKS = 8, 26
"""Of the past that draw the centre line."""
FEWEST_PEOPLE = 3
TAIL = 0.00135
"""The share of weeks in control beyond three standard deviations of a normal distribution."""


@dataclass(frozen=True)
class Week:
    """`people` reported it, each once, of `active` who used the product; `is_known` weeks belong to an incident.
    `release` is the newest at its end."""

    people: int
    active: int
    is_known: bool = False
    release: str = ""


@dataclass(frozen=True)
class Mark:
    """A week on the chart, in people. Without enough past there are no lines."""

    people: int
    centre: float | None = None
    limit: float | None = None

    @property
    def is_out(self) -> bool:
        return self.limit is not None and self.people > self.limit and self.people >= FEWEST_PEOPLE


@dataclass(frozen=True)
class Stretch:
    """The weeks of one release, taken together: what no week of it shows alone adds up. `place` is that of its first
    week; people and active are summed over those that are in control and belong to no incident."""

    release: str
    place: int
    weeks: int
    active: int
    mark: Mark

    @property
    def is_out(self) -> bool:
        return bool(self.release) and self.weeks > 1 and self.mark.is_out


def control_chart(weeks: Sequence[Week]) -> list[Mark]:
    """The u chart with a limit for each week's number of active people (D. C. Montgomery, Introduction to Statistical
    Quality Control, 7th ed., section 7.3): the centre line is ū = people / active people of the weeks before, the upper
    limit ū + 3·√(ū/n). Where so few report that the normal distribution calls too much out of control, the exact
    probability limit of the Poisson distribution stands, as he advises there. Weeks that are out of control, or known
    to belong to an incident, draw no line."""
    marks: list[Mark] = []
    past: list[Week] = []
    for week in weeks:
        mark = _mark(week.people, week.active, past)
        marks.append(mark)
        if not (mark.is_out or week.is_known):
            past.append(week)
    return marks


def release_chart(weeks: Sequence[Week], marks: Sequence[Mark]) -> list[Stretch]:
    """The same chart with a release for a point; `marks` are those of the weeks. A release that is out of control
    draws no line either."""
    stretches: list[Stretch] = []
    past: list[Week] = []
    place = 0
    for release, group in groupby(zip(weeks, marks, strict=True), key=lambda pair: pair[0].release):
        pairs = list(group)
        quiet = [week for week, mark in pairs if not (mark.is_out or week.is_known)]
        people, active = sum(week.people for week in quiet), sum(week.active for week in quiet)
        stretch = Stretch(release, place, len(pairs), active, _mark(people, active, past))
        stretches.append(stretch)
        place += len(pairs)
        if not stretch.is_out:
            past += quiet
    return stretches


def _mark(people: int, active: int, past: Sequence[Week]) -> Mark:
    used = past[-MOST_WEEKS:]
    of_used = sum(one.active for one in used)
    if len(used) < FEWEST_WEEKS or not of_used:
        return Mark(people)
    centre = active * sum(one.people for one in used) / of_used
    return Mark(people, centre, max(centre + 3 * sqrt(centre), poisson_limit(centre)))


def poisson_limit(mean: float) -> float:
    """The smallest number that at most TAIL of the weeks exceed. Nothing above a mean of 100, where the normal
    limit is as good."""
    if mean > 100:
        return 0
    number, chance = 0, exp(-mean)
    beyond = 1 - chance
    while beyond > TAIL:
        number += 1
        chance *= mean / number
        beyond -= chance
    return number
