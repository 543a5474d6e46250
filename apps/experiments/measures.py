"""What an experiment can measure. A room declares its own in its `measures.py`, found at start:

ANSWERED = register(Measure("answered", _("Openings answered"), …))
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.functional import Promise


class Occasion(NamedTuple):
    """Something that happened to a person, or that they did: when, and what came of it (1 or 0 of a share)."""

    person: int
    at: datetime
    value: float


ReadOccasions = Callable[[Collection[int], datetime, datetime], Iterable[Occasion]]


@dataclass(frozen=True)
class Measure:
    """`title` names the share, `meaning` says of what; `read(people, since, until)` gives the occasions of these people
    in [since, until).

    `is_good`: more of it is better. `ripens_after`: an occasion younger than this may still change. `counts`: kinds of
    deeds that it counts; a rule that pays for one of them can't be judged by it.
    """

    key: str
    title: str | Promise
    meaning: str | Promise
    read: ReadOccasions
    is_good: bool = True
    ripens_after: timedelta = timedelta(0)
    counts: frozenset[str] = frozenset()


_measures: dict[str, Measure] = {}


def register(measure: Measure) -> Measure:
    assert measure.key not in _measures, measure.key
    _measures[measure.key] = measure
    return measure


def measures() -> list[Measure]:
    return list(_measures.values())


def measure_of(key: str) -> Measure | None:
    return _measures.get(key)


def measure_words(key: str) -> str:
    """Its title; the key itself where it is gone."""
    measure = _measures.get(key)
    return str(measure.title) if measure else key
