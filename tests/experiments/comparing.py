"""Experiments whose arms are known."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.experiments.assignment import arm_of
from apps.experiments.models import Arm, Experiment, Guardrail
from apps.experiments.services import unit_of


def draft(switch: str, *, shares: dict[str, int] | None = None, **fields: Any) -> Experiment:
    experiment = Experiment.objects.create(
        **{"switch": switch, "name_en": "Hints", "name_zh": "提示", "measure": "two_sided", "salt": "s"} | fields
    )
    for kind, share in (shares or {"on": 50, "holdout": 50}).items():
        Arm.objects.create(experiment=experiment, kind=kind, share=share)
    Guardrail.objects.create(experiment=experiment, measure="blocked")
    return experiment


def compare(
    switch: str,
    *,
    without: Sequence[User] = (),
    having: Sequence[User] = (),
    withdrawn_from: Sequence[User] = (),
    **fields: Any,
) -> Experiment:
    """Running, with a salt by which these people are in these arms."""
    shares = {"on": 40, "holdout": 30, "withdrawn": 30} if withdrawn_from else {"on": 50, "holdout": 50}
    wanted = [("holdout", without), ("on", having), ("withdrawn", withdrawn_from)]
    units = {unit_of(person): arm for arm, people in wanted for person in people}
    salt = next(
        salt
        for salt in map(str, range(10_000))
        if all(arm_of(str(unit), salt=salt, arms=shares) == arm for unit, arm in units.items())
    )
    experiment = draft(switch, shares=shares, salt=salt, **fields)
    experiment.state, experiment.started_at = Experiment.State.RUNNING, fields.get("started_at", timezone.now())
    experiment.save()
    return experiment
