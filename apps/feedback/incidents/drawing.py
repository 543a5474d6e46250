"""A control chart as a picture: lines computed here, so that the page needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apps.feedback.incidents.selectors import ChartWeek

STEP, HIGH, LEFT, TOP = 24, 120, 28, 10


@dataclass(frozen=True)
class Dot:
    week: date
    people: int
    is_out: bool
    x: int
    y: int


@dataclass(frozen=True)
class Arrival:
    """A release came in this week."""

    version: str
    x: int


@dataclass(frozen=True)
class Drawing:
    """Lines are SVG's: "x,y x,y …"."""

    dots: list[Dot]
    line: str
    centre: str
    limit: str
    arrivals: list[Arrival]
    most: int
    width: int

    @property
    def bottom(self) -> int:
        return TOP + HIGH

    @property
    def height(self) -> int:
        return TOP + HIGH + 20


def drawing(weeks: Sequence[ChartWeek]) -> Drawing:
    marks = [one.mark for one in weeks]
    most = max([1, *(mark.people for mark in marks), *(round(mark.limit or 0) + 1 for mark in marks)])

    def height(value: float) -> int:
        return TOP + round(HIGH * (1 - value / most))

    def line(values: Sequence[float | None]) -> str:
        return " ".join(f"{LEFT + STEP * place},{height(one)}" for place, one in enumerate(values) if one is not None)

    arrivals = [
        Arrival(week.release, LEFT + STEP * place)
        for place, week in enumerate(weeks)
        if place and week.release != weeks[place - 1].release
    ]
    return Drawing(
        dots=[
            Dot(one.week, one.mark.people, one.mark.is_out, LEFT + STEP * place, height(one.mark.people))
            for place, one in enumerate(weeks)
        ],
        line=line([mark.people for mark in marks]),
        centre=line([mark.centre for mark in marks]),
        limit=line([mark.limit for mark in marks]),
        arrivals=arrivals,
        most=most,
        width=LEFT + STEP * max(1, len(weeks)),
    )
