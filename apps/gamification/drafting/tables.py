"""A dry run as the console shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from apps.accounts.models import User
from apps.gamification.deeds.registry import kind_of
from apps.gamification.drafting.models import DryRun
from apps.gamification.rules.forms import REWARDS
from apps.gamification.rules.models import Outcome
from apps.ui.durations import duration_words


class OutcomeRow(NamedTuple):
    label: str
    deeds: int
    share: float
    """In per cent."""
    before: int


class SampleRow(NamedTuple):
    person: User | None
    what: str
    other: User | None
    at: datetime
    outcome: str
    points: int
    before: str
    points_before: int | None


@dataclass(frozen=True)
class Shown:
    """`tried` and `in_force` are totals; `in_force` is what the version in force would have done with the same deeds,
    None where this was it, or none was. People who are gone since are None."""

    tried: dict[str, Any]
    in_force: dict[str, Any] | None
    is_partial: bool
    outcomes: list[OutcomeRow]
    earners: list[tuple[User | None, int, int | None]]
    samples: list[SampleRow]
    forms: list[tuple[str, int]]


def shown(run: DryRun) -> Shown | None:
    """None until it is carried out."""
    figures = run.figures
    if figures is None:
        return None
    tried, in_force = figures["tried"], figures["in_force"]
    people = User.objects.in_bulk(set(_people(figures)))
    deed = str(kind_of(run.version.rule.deed).name)
    return Shown(
        tried=tried,
        in_force=in_force,
        is_partial=figures["is_partial"],
        outcomes=_outcomes(tried, in_force),
        earners=[(people.get(person), points, before) for person, points, before in figures["top"]],
        samples=[_sample(one, deed, people) for one in figures["samples"]],
        forms=sorted(((str(REWARDS[form].name), n) for form, n in tried["forms"].items()), key=lambda one: -one[1]),
    )


def _people(figures: dict[str, Any]) -> Iterable[int]:
    yield from (person for person, _points, _before in figures["top"])
    for one in figures["samples"]:
        yield from (person for person in (one["person"], one["other"]) if person)


def _outcomes(tried: dict[str, Any], in_force: dict[str, Any] | None) -> list[OutcomeRow]:
    now, before = tried["outcomes"], in_force["outcomes"] if in_force else {}
    rows = [
        OutcomeRow(
            str(Outcome(outcome).label),
            now.get(outcome, 0),
            100 * now.get(outcome, 0) / max(1, tried["deeds"]),
            before.get(outcome, 0),
        )
        for outcome in now | before
    ]
    return sorted(rows, key=lambda row: (-row.deeds, -row.before))


def _sample(one: dict[str, Any], deed: str, people: dict[int, User]) -> SampleRow:
    waited = one["waited_seconds"]
    before, points_before = one["before"] or ("", None)
    return SampleRow(
        person=people.get(one["person"]),
        what=f"{deed} · {duration_words(waited)}" if waited else deed,
        other=people.get(one["other"]),
        at=datetime.fromisoformat(one["done_at"]),
        outcome=str(Outcome(one["outcome"]).label),
        points=one["worth"],
        before=str(Outcome(before).label) if before else "",
        points_before=points_before,
    )
