"""How text features are measured, by us and by operators on their own data: a frame to which each app registers what it
can measure (`evaluations.py` in its rooms, or here)."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

from apps.language.dialogues import Turn

Row = dict[str, Any]
Figures = dict[str, Any]
LANGUAGES = ("zh", "en")
Z = 1.959963984540054
"""Of the normal distribution, for 95 %."""


class UnusableRows(ValueError):
    """What is wrong with the file, and in which line."""


@dataclass(frozen=True)
class Evaluation:
    """`predict` gives the prediction for each row; `measure` the figures of rows with their predictions, each a share
    as (part, whole), or a plain number. `needs` names the keys of a row and their types."""

    name: str
    help: str
    needs: Mapping[str, type | tuple[type, ...]]
    predict: Callable[[Sequence[Row]], Sequence[Any]]
    measure: Callable[[Sequence[tuple[Row, Any]]], Figures]
    detail: Callable[[Sequence[tuple[Row, Any]]], Figures] = field(default=lambda judged: {})


@dataclass(frozen=True)
class Simulation:
    """Measured without rows: `run` makes cases whose truth is known, and gives the figures as `evaluate` does."""

    name: str
    help: str
    run: Callable[[], Figures]


_SIMULATIONS: dict[str, Simulation] = {}


def register_simulation(simulation: Simulation) -> Simulation:
    _SIMULATIONS[simulation.name] = simulation
    return simulation


def simulations() -> dict[str, Simulation]:
    return dict(_SIMULATIONS)


_EVALUATIONS: dict[str, Evaluation] = {}


def register(evaluation: Evaluation) -> Evaluation:
    assert evaluation.name not in _EVALUATIONS, evaluation.name
    _EVALUATIONS[evaluation.name] = evaluation
    return evaluation


def evaluations() -> dict[str, Evaluation]:
    return dict(_EVALUATIONS)


def read_rows(evaluation: Evaluation, path: Path) -> list[Row]:
    """Raises UnusableRows for a line that isn't an object with what the evaluation needs."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UnusableRows(f"line {number} isn't JSON: {error}") from error
        if not isinstance(row, dict):
            raise UnusableRows(f"line {number} isn't a JSON object")
        for key, kind in evaluation.needs.items():
            if not isinstance(row.get(key), kind):
                raise UnusableRows(f'line {number}: "{key}" is missing or of another type')
        rows.append(row)
    if not rows:
        raise UnusableRows("the file has no rows")
    return rows


def turns_of(row: Row) -> list[Turn]:
    """Raises UnusableRows for what isn't a dialogue."""
    turns = []
    for turn in row["turns"]:
        if not isinstance(turn, dict) or turn.get("from") not in ("candidate", "recruiter"):
            raise UnusableRows('a turn is {"from": "candidate" or "recruiter", "text": "…"}')
        turns.append(Turn(turn["from"], str(turn.get("text", ""))))
    return turns


def evaluate(evaluation: Evaluation, rows: Sequence[Row]) -> tuple[Figures, list[tuple[Row, Any]]]:
    """Figures over all rows, by language, and in detail; each row with its prediction. Shares stay (part, whole)."""
    judged = list(zip(rows, evaluation.predict(rows), strict=True))
    figures: Figures = {"all": evaluation.measure(judged)}
    for language in LANGUAGES:
        figures[language] = evaluation.measure([one for one in judged if one[0].get("lang") == language])
    mixed = [one for one in judged if one[0].get("lang") not in LANGUAGES]
    figures["detail"] = ({"mixed": evaluation.measure(mixed)} if mixed else {}) | evaluation.detail(judged)
    return figures, judged


def plain(figures: Any) -> Any:
    """Shares as numbers from 0 to 1, None where there was nothing to count."""
    if isinstance(figures, tuple):
        return share(figures)
    if isinstance(figures, dict):
        return {key: plain(value) for key, value in figures.items()}
    return figures


def share(pair: tuple[int, int]) -> float | None:
    part, whole = pair
    return part / whole if whole else None


def wilson(part: int, whole: int, *, z: float = Z) -> tuple[float, float]:
    """Interval of a share, of 95 % if not said otherwise. E. B. Wilson, Probable inference, 1927."""
    if not whole:
        return 0.0, 1.0
    p, n = part / whole, whole
    middle, spread = p + z**2 / (2 * n), z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return max(0.0, (middle - spread) / (1 + z**2 / n)), min(1.0, (middle + spread) / (1 + z**2 / n))


def table(figures: Figures) -> Iterator[str]:
    """A line a figure: group, name, value, interval, counts."""
    for group, name, value in _flat(figures):
        if isinstance(value, tuple):
            part, whole = value
            low, high = wilson(part, whole)
            shown = f"{part / whole:6.3f}  [{low:.3f}, {high:.3f}]  {part}/{whole}" if whole else "     –  no rows"
        else:
            shown = f"{value:6.3f}" if isinstance(value, float) else f"{value}"
        yield f"{group:<12} {name:<28} {shown}"


def _flat(figures: Figures, above: str = "") -> Iterable[tuple[str, str, Any]]:
    for key, value in figures.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}/{key}" if above else key)
        else:
            yield above, key, value
