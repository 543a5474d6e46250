"""When a week is out of control."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

FEWEST_WEEKS, MOST_WEEKS = 8, 26
"""Of the past that draw the centre line."""
FEWEST_PEOPLE = 3
TAIL = 0.00135
"""The share of weeks in control beyond three standard deviations of a normal distribution."""


@dataclass(frozen=True)
class Week:
    """`people` reported it, each once, of `active` who used the product; `is_known` weeks belong to an incident."""

    people: int
    active: int
    is_known: bool = False


@dataclass(frozen=True)
class Mark:
    """A week on the chart, in people. Without enough past there are no lines."""

    people: int
    centre: float | None = None
    limit: float | None = None

    @property
    def is_out(self) -> bool:
        return self.limit is not None and self.people > self.limit and self.people >= FEWEST_PEOPLE


def control_chart(weeks: Sequence[Week]) -> list[Mark]:
    """The u chart with a limit for each week's number of active people (D. C. Montgomery, Introduction to Statistical
    Quality Control, 7th ed., section 7.3): the centre line is ū = people / active people of the weeks before, the upper
    limit ū + 3·√(ū/n). Where so few report that the normal distribution calls too much out of control, the exact
    probability limit of the Poisson distribution stands, as he advises there. Weeks that are out of control, or known
    to belong to an incident, draw no line."""
    marks: list[Mark] = []
    past: list[Week] = []
    for week in weeks:
        used = past[-MOST_WEEKS:]
        active = sum(one.active for one in used)
        if len(used) < FEWEST_WEEKS or not active:
            mark = Mark(week.people)
        else:
            centre = week.active * sum(one.people for one in used) / active
            mark = Mark(week.people, centre, max(centre + 3 * sqrt(centre), poisson_limit(centre)))
        marks.append(mark)
        if not (mark.is_out or week.is_known):
            past.append(week)
    return marks


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
