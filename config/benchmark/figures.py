"""Percentiles and medians, and how the figures of a phase become those of several rounds."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence


def percentile(samples: Iterable[float], share: float) -> float | None:
    """The smallest sample that at least `share` (0–1) of all don't exceed; None of nothing. Nearest rank."""
    ordered = sorted(samples)
    if not ordered:
        return None
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values: Iterable[float | None]) -> float | None:
    """Of those that are known."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def in_words(value: float | None, digits: int = 2) -> str:
    return "?" if value is None else f"{value:,.{digits}f}"


def in_time(times: Mapping[str, float | None], unit: str, digits: int) -> str:
    """Each by its name: "p50 3.1 ms, p95 8.0 ms"."""
    return ", ".join(f"{name} {in_words(value, digits)} {unit}" for name, value in times.items())


def with_faults(said: str, faults: Mapping[str, int]) -> str:
    told = ", ".join(f"{what}: {count}" for what, count in faults.items())
    return said + (f"\nFAULTS: {told}" if told else "")


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first column to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        first, *others = zip(cells, widths, strict=True)
        return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])

    return "\n".join(line(cells) for cells in (headings, *rows))
