"""A dry run as the console shows it."""

from collections import Counter
from dataclasses import dataclass

from apps.accounts.models import User
from apps.gamification.deeds.registry import kind_of
from apps.gamification.drafting.services import DryRun, Sample
from apps.gamification.rules.forms import REWARDS
from apps.gamification.rules.models import Outcome
from apps.ui.durations import duration_words


@dataclass(frozen=True)
class Shown:
    """`in_force` is what the version in force would have done with the same deeds; None where this is it, or none is.
    `outcomes` are (label, count, share in per cent, count by the version in force), `forms` (form, people); `samples`
    (person, what they did, to whom, when, outcome, points)."""

    run: DryRun
    in_force: DryRun | None
    outcomes: list[tuple[str, int, float, int]]
    samples: list[tuple[User, str, User | None, object, str, int]]
    forms: list[tuple[str, int]]


def shown(run: DryRun, in_force: DryRun | None) -> Shown:
    before = in_force.outcomes if in_force else Counter[Outcome]()
    seen = sorted(run.outcomes | before, key=lambda outcome: (-run.outcomes[outcome], -before[outcome]))
    return Shown(
        run=run,
        in_force=in_force,
        outcomes=[
            (
                str(outcome.label),
                run.outcomes[outcome],
                100 * run.outcomes[outcome] / max(1, run.deeds),
                before[outcome],
            )
            for outcome in map(Outcome, seen)
        ],
        samples=[_sample(sample) for sample in run.samples],
        forms=[(str(REWARDS[form].name), people) for form, people in run.forms.most_common()],
    )


def _sample(sample: Sample) -> tuple[User, str, User | None, object, str, int]:
    what = str(kind_of(sample.deed.kind).name)
    if waited := sample.deed.facts.get("waited_seconds"):
        what = f"{what} ({duration_words(waited)})"
    label = str(Outcome(sample.verdict.outcome).label)
    return sample.person, what, sample.other, sample.deed.done_at, label, sample.verdict.points
