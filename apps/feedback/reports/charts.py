"""Bars for a page: sizes in a drawing of 600 units, computed here so that the page needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, ROW, BAR_FROM, BAR_MOST = 600, 28, 210, 340


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    y: int
    width: int

    @property
    def text_y(self) -> int:
        return self.y + 17

    @property
    def value_x(self) -> int:
        return BAR_FROM + self.width + 8


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]

    @property
    def height(self) -> int:
        return ROW * len(self.bars) + 8


def chart(rows: Sequence[tuple[str, int]]) -> Chart:
    """A bar a row, the longest as long as there is room."""
    most = max((value for _label, value in rows), default=0) or 1
    return Chart(
        [
            Bar(label, value, ROW * place + 4, round(BAR_MOST * value / most))
            for place, (label, value) in enumerate(rows)
        ]
    )
