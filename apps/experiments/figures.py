"""What a look at an experiment says, in numbers that can be stored. Pure, from what was gathered."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from apps.experiments.gathering import Arms, Gathered, UnitCounts
from apps.experiments.measures import Measure
from apps.experiments.models import Arm
from apps.experiments.statistics import FEWEST_CLUSTERS
from apps.experiments.statistics.differences import Difference, difference_of_shares
from apps.experiments.statistics.planning import p_of_sizes
from apps.experiments.statistics.verdicts import Verdict, points_per_extra_outcome, verdict_of
from apps.experiments.statistics.weeks import FEWEST_WEEKS, change_of_effect

UNEVEN = 0.001
"""Arms that are as far from their shares as this, by chance, weren't divided by chance."""
ON, HOLDOUT, WITHDRAWN = Arm.Kind.ON, Arm.Kind.HOLDOUT, Arm.Kind.WITHDRAWN
Figures = dict[str, Any]


def figures_of(
    gathered: Gathered,
    *,
    shares: Mapping[str, float],
    measures: Sequence[Measure],
    error: float,
    points: int | None = None,
) -> Figures:
    """The first measure is what it should bring, the others must not get worse. `error` is what this look may err by;
    `points` what the people who have it were given meanwhile."""
    sizes = [gathered.units.get(arm, 0) for arm in shares]
    p = p_of_sizes(sizes, list(shares.values()))
    as_planned = p >= UNEVEN
    rows = [_row(measure, gathered.counts.get(measure.key, {}), error, as_planned) for measure in measures]
    main = rows[0]
    return {
        "units": {arm: gathered.units.get(arm, 0) for arm in shares},
        "shares": dict(shares),
        "p_of_sizes": p,
        "as_planned": as_planned,
        "measures": rows,
        "verdict": main["verdict"],
        "broken": [row["key"] for row in rows[1:] if row["verdict"] == Verdict.HARMS],
        "points": points,
        "per_extra": _per_extra(points, main),
        "rotate": main["verdict"] == Verdict.HELPS and bool(main["wears_off"]),
    }


def _row(measure: Measure, arms: Arms, error: float, as_planned: bool) -> Figures:
    first, second = arms.get(ON, []), arms.get(HOLDOUT, [])
    shown, judged = _difference(first, second), _difference(first, second, error=error)
    verdict = Verdict.INSUFFICIENT
    if judged is not None:
        verdict = verdict_of(
            clusters=(len(first), len(second)),
            low=float(judged.low),
            high=float(judged.high),
            is_good=measure.is_good,
            arms_are_as_planned=as_planned,
        )
    change = _change(first, second)
    return {
        "key": measure.key,
        "verdict": str(verdict),
        "clusters": [len(first), len(second)],
        "occasions": [sum(unit.total[1] for unit in arm) for arm in (first, second)],
        "difference": _stored(shown),
        "weeks": _weeks(first, second),
        "change": _stored(change),
        "wears_off": change is not None and shown is not None and _wears_off(shown, change),
        "withdrawn": _withdrawn(arms, measure, error),
    }


def _shares(units: Sequence[UnitCounts]) -> list[float]:
    return [total / count for total, count in (unit.total for unit in units)]


def _difference(first: Sequence[UnitCounts], second: Sequence[UnitCounts], **how: float) -> Difference | None:
    if min(len(first), len(second)) < 2:
        return None
    return difference_of_shares(_shares(first), _shares(second), **how)


def _stored(difference: Difference | None) -> Figures | None:
    if difference is None:
        return None
    names = ("first", "second", "value", "low", "high")
    return {name: float(getattr(difference, name)) for name in names}


def _last_week(*arms: Sequence[UnitCounts]) -> int:
    return max((week for arm in arms for unit in arm for week in unit.weeks), default=-1)


def _weeks(first: Sequence[UnitCounts], second: Sequence[UnitCounts]) -> list[Figures | None]:
    """The difference in each week since the exposure; None in a week for which too few have come."""
    rows: list[Figures | None] = []
    for week in range(_last_week(first, second) + 1):
        in_week = [_in_week(arm, week) for arm in (first, second)]
        enough = min(map(len, in_week)) >= FEWEST_CLUSTERS
        rows.append(_stored(_difference(*in_week)) if enough else None)
    return rows


def _in_week(units: Sequence[UnitCounts], week: int) -> list[UnitCounts]:
    return [UnitCounts({week: unit.weeks[week]}) for unit in units if week in unit.weeks]


def _change(first: Sequence[UnitCounts], second: Sequence[UnitCounts]) -> Difference | None:
    """By how much the difference changes a week, over the units that have three weeks at least."""
    width = _last_week(first, second) + 1
    lasting = [[unit for unit in arm if len(unit.weeks) >= FEWEST_WEEKS] for arm in (first, second)]
    if min(map(len, lasting)) < FEWEST_CLUSTERS:
        return None
    tables = []
    for arm in lasting:
        table = np.full((len(arm), width), np.nan)
        for place, unit in enumerate(arm):
            for week, (total, count) in unit.weeks.items():
                table[place, week] = total / count
        tables.append(table)
    return change_of_effect(*tables)


def _wears_off(shown: Difference, change: Difference) -> bool:
    """Beside an effect of one direction, a change beyond chance in the other."""
    value = float(shown.value)
    return (value > 0 and float(change.high) < 0) or (value < 0 and float(change.low) > 0)


def _withdrawn(arms: Arms, measure: Measure, error: float) -> Figures | None:
    """Those from whom it was withdrawn against those who never had it, since then: less than those, and it has crowded
    out what people did of themselves."""
    after = [
        [UnitCounts({0: unit.after}) for unit in arms.get(arm, []) if unit.after[1]] for arm in (WITHDRAWN, HOLDOUT)
    ]
    shown, judged = _difference(*after), _difference(*after, error=error)
    if shown is None or judged is None:
        return None
    verdict = verdict_of(
        clusters=(len(after[0]), len(after[1])),
        low=float(judged.low),
        high=float(judged.high),
        is_good=measure.is_good,
    )
    stored = _stored(shown)
    assert stored is not None
    return stored | {"clusters": [len(units) for units in after], "verdict": str(verdict)}


def _per_extra(points: int | None, main: Figures) -> list[float | None] | None:
    """In points, of one outcome more: the value, at the least, at the most (None: without bound)."""
    difference = main["difference"]
    if points is None or difference is None or main["verdict"] == Verdict.INSUFFICIENT:
        return None
    cost = points_per_extra_outcome(
        points=points,
        occasions=main["occasions"][0],
        value=difference["value"],
        low=difference["low"],
        high=difference["high"],
    )
    return list(cost) if cost else None
