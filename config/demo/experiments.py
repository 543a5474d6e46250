"""An experiment of the demo's past, with its report, and one that is still a draft."""

from datetime import datetime, timedelta

import numpy as np

from apps.experiments.gathering import Gathered, UnitCounts
from apps.experiments.life import decide_experiment, start_experiment
from apps.experiments.looking import remember
from apps.experiments.models import Arm, Experiment, Guardrail

WEEKS, WITHDRAWN_AFTER = 8, 6
UNITS = {Arm.Kind.ON: 96, Arm.Kind.HOLDOUT: 63, Arm.Kind.WITHDRAWN: 41}
LOOKS = (2, 4, 6, 8)
BASE = {"two_sided": 0.46, "blocked": 0.02, "pasted": 0.07}
EFFECT = {"two_sided": 0.17, "blocked": 0.0, "pasted": -0.01}
"""In the first week; by the last a third of it is left."""
A_WEEK = 6
ALIKE = 9.0


def create_experiments(*, now: datetime) -> None:
    started = now - timedelta(weeks=WEEKS + 2)
    past = _draft(
        switch="suggested_replies",
        name_en="Do suggested replies lead to real conversations?",
        name_zh="建议回复能带来真正的对话吗？",
        measure="two_sided",
        planned_weeks=WEEKS,
        withdraw_after_weeks=WITHDRAWN_AFTER,
    )
    _divide(past, {Arm.Kind.ON: 50, Arm.Kind.HOLDOUT: 30, Arm.Kind.WITHDRAWN: 20}, ("blocked", "pasted"))
    past = start_experiment(experiment=past, now=started)
    units = _units(np.random.default_rng(20_260_301))
    for week in LOOKS:
        remember(past, _until(units, week), now=started + timedelta(weeks=week))
    decide_experiment(
        experiment=past,
        decision=Experiment.Decision.KEEP,
        why="More conversations go both ways with it, nothing got worse. 有了它，更多对话有来有往，也没有指标变差。",
        now=started + timedelta(weeks=WEEKS, days=2),
    )
    draft = _draft(
        switch="rule:recruiter-first-answer",
        name_en="Do points for a first answer lead to real conversations?",
        name_zh="首次答复的积分能带来真正的对话吗？",
        measure="two_sided",
        planned_weeks=WEEKS,
    )
    _divide(draft, {Arm.Kind.ON: 80, Arm.Kind.HOLDOUT: 20}, ("blocked", "pasted"))


def _draft(**fields: object) -> Experiment:
    return Experiment.objects.create(**fields)


def _divide(experiment: Experiment, shares: dict[Arm.Kind, int], guardrails: tuple[str, ...]) -> None:
    for kind, share in shares.items():
        Arm.objects.create(experiment=experiment, kind=kind, share=share)
    for measure in guardrails:
        Guardrail.objects.create(experiment=experiment, measure=measure)


def _units(rng: np.random.Generator) -> dict[str, dict[str, list[UnitCounts]]]:
    """By measure and arm: companies and people whose own share lies around the base, week after week."""
    return {
        measure: {arm: [_unit(rng, measure, arm) for _number in range(count)] for arm, count in UNITS.items()}
        for measure in BASE
    }


def _unit(rng: np.random.Generator, measure: str, arm: str) -> UnitCounts:
    own = rng.beta(BASE[measure] * ALIKE, (1 - BASE[measure]) * ALIKE)
    unit = UnitCounts()
    for week in range(WEEKS):
        has_it = arm == Arm.Kind.ON or (arm == Arm.Kind.WITHDRAWN and week < WITHDRAWN_AFTER)
        share = own + (EFFECT[measure] * (1 - week / WEEKS * 2 / 3) if has_it else 0.0)
        for value in rng.random(rng.poisson(A_WEEK)) < min(max(share, 0.0), 1.0):
            unit.add(week, float(value), is_after=week >= WITHDRAWN_AFTER)
    return unit


def _until(units: dict[str, dict[str, list[UnitCounts]]], week: int) -> Gathered:
    counts = {
        measure: {arm: [seen for unit in some if (seen := _seen(unit, week)).weeks] for arm, some in arms.items()}
        for measure, arms in units.items()
    }
    return Gathered(units={str(arm): count for arm, count in UNITS.items()}, counts=counts)


def _seen(unit: UnitCounts, until: int) -> UnitCounts:
    return UnitCounts(
        weeks={week: count for week, count in unit.weeks.items() if week < until},
        after=unit.after if until > WITHDRAWN_AFTER else (0.0, 0),
    )
