"""Before the launch: how small a difference the experiment could find, by what the measure was in the weeks before."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, stdev

from apps.accounts.models import User
from apps.experiments.gathering import read
from apps.experiments.measures import measure_of
from apps.experiments.models import Arm, Experiment
from apps.experiments.services import unit_of
from apps.experiments.statistics import FEWEST_CLUSTERS
from apps.experiments.statistics.planning import detectable_difference

LOOK_BACK_WEEKS = 8
MOST_PEOPLE = 20_000


@dataclass(frozen=True)
class Prospect:
    """`detectable` is None where there are too few units for anything to be found. `units` had an occasion in the weeks
    before; `share` is the mean of their shares."""

    units: int
    weeks: int
    share: float
    detectable: float | None
    is_partial: bool


def prospect(experiment: Experiment, *, now: datetime) -> Prospect | None:
    """None where the measure isn't known. Reads the newest 20,000 people at most."""
    measure = measure_of(experiment.measure)
    if measure is None:
        return None
    weeks = min(experiment.planned_weeks, LOOK_BACK_WEEKS)
    until = now - measure.ripens_after
    newest = User.objects.filter(is_active=True).order_by("-pk").only("pk", "company_id")[:MOST_PEOPLE]
    units = {person.pk: unit for person in newest if (unit := unit_of(person, experiment.unit))}
    sums: defaultdict[str, list[float]] = defaultdict(list)
    for occasion in read(measure, list(units), since=until - timedelta(weeks=weeks), until=until):
        sums[units[occasion.person]].append(occasion.value)
    shares = [fmean(values) for values in sums.values()]
    first, second = (_part(experiment, arm, len(shares)) for arm in (Arm.Kind.ON, Arm.Kind.HOLDOUT))
    detectable = None
    if min(first, second) >= FEWEST_CLUSTERS:
        detectable = detectable_difference(spread=stdev(shares), first=first, second=second)
    return Prospect(
        units=len(shares),
        weeks=weeks,
        share=fmean(shares) if shares else 0.0,
        detectable=detectable,
        is_partial=len(units) >= MOST_PEOPLE,
    )


def _part(experiment: Experiment, arm: str, units: int) -> int:
    return round(units * experiment.shares.get(arm, 0) / 100)
