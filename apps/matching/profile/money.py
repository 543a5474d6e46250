"""Pay of any currency and period on one scale: yuan a month."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CONTENT = Path(__file__).parent.parent / "content" / "rates.json"
_MONTHS = {"hour": 174.0, "day": 21.75, "month": 1.0, "year": 1 / 12}
"""Periods to months: 40 hours a week, and the 21.75 paid days a month of Chinese labour law (人社部发〔2008〕3号)."""


@cache
def _rates() -> dict[str, float]:
    rates: dict[str, float] = json.loads(_CONTENT.read_text("utf-8"))["yuan"]
    return rates


@dataclass(frozen=True, slots=True)
class Range:
    """A stated range of pay in whole units of its own currency and period. `months` are salaries a year."""

    least: int | None = None
    most: int | None = None
    currency: str = ""
    period: str = ""
    months: float | None = None

    @property
    def is_stated(self) -> bool:
        return self.least is not None or self.most is not None


def monthly(amount: int, pay: Range, *, yearly: bool = False) -> float | None:
    """`amount` of this range in yuan a month, None where currency or period aren't known.

    `yearly` spreads a 13th and further salaries over the year, to compare with a yearly figure.
    """
    rate, months = _rates().get(pay.currency), _MONTHS.get(pay.period)
    if rate is None or months is None:
        return None
    extra = pay.months / 12 if yearly and pay.months and pay.period == "month" else 1.0
    return amount * rate * months * extra
