"""A dry run as the console shows it."""

from dataclasses import dataclass

from apps.accounts.models import User
from apps.gamification.deeds.registry import kind_of
from apps.gamification.drafting.services import DryRun, Sample
from apps.gamification.rules.forms import REWARDS
from apps.gamification.rules.models import Outcome
from apps.ui.durations import duration_words


@dataclass(frozen=True)
class Shown:
    """`outcomes` are (label, count, share in per cent), `forms` (form, people); `samples` (person, what they did, to
    whom, when, outcome, points)."""

    run: DryRun
    outcomes: list[tuple[str, int, float]]
    samples: list[tuple[User, str, User | None, object, str, int]]
    forms: list[tuple[str, int]]


def shown(run: DryRun) -> Shown:
    return Shown(
        run=run,
        outcomes=[
            (str(Outcome(outcome).label), count, 100 * count / run.deeds)
            for outcome, count in run.outcomes.most_common()
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
