from apps.accounts.models import User
from apps.experiments.assignment import arm_of
from apps.experiments.models import Experiment, Exposure


def expose(*, experiment: Experiment, unit: str, person: User | None = None) -> str:
    """Logs that the unit reached the point of difference, once, and returns its arm."""
    arm = arm_of(unit, salt=experiment.salt, arms=experiment.arms)
    if experiment.started_at and not experiment.ended_at:
        Exposure.objects.get_or_create(experiment=experiment, unit=unit, person=person, defaults={"arm": arm})
    return arm
