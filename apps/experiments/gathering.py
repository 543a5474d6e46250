"""What an experiment has brought so far: by measure and arm, each unit's occasions by weeks since it was exposed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from apps.experiments.measures import Measure, Occasion
from apps.experiments.models import Experiment
from apps.experiments.services import withdrawal_of

AT_ONCE = 2000
"""People whose occasions are read together: databases bound how long a list in a query may be."""
WEEK = timedelta(weeks=1)
Count = tuple[float, int]
"""The sum of the occasions' values, and how many they were."""


@dataclass
class UnitCounts:
    """One unit's counts: by week since its first exposure, and in all since the arm that had it until then was left
    without."""

    weeks: dict[int, Count] = field(default_factory=dict)
    after: Count = (0.0, 0)

    def add(self, week: int, value: float, *, is_after: bool) -> None:
        total, count = self.weeks.get(week, (0.0, 0))
        self.weeks[week] = (total + value, count + 1)
        if is_after:
            self.after = (self.after[0] + value, self.after[1] + 1)

    @property
    def total(self) -> Count:
        return sum(total for total, _count in self.weeks.values()), sum(count for _total, count in self.weeks.values())


Arms = dict[str, list[UnitCounts]]


@dataclass
class Gathered:
    """`units` are those exposed, by arm; `counts` by measure those of them that had an occasion."""

    units: dict[str, int]
    counts: dict[str, Arms]
    people: dict[str, list[int]] = field(default_factory=dict)
    """Who was exposed, by arm."""


def gather(experiment: Experiment, measures: Sequence[Measure], *, until: datetime) -> Gathered:
    """Counts occasions from each unit's first exposure on that are old enough not to change any more."""
    firsts: dict[str, datetime] = {}
    arm_of: dict[str, str] = {}
    unit_of: dict[int, str] = {}
    exposed = experiment.exposures.filter(created_at__lte=until).order_by("created_at")
    for unit, arm, person, at in exposed.values_list("unit", "arm", "person", "created_at").iterator():
        firsts.setdefault(unit, at)
        arm_of.setdefault(unit, arm)
        if person is not None:
            unit_of.setdefault(person, unit)
    units: defaultdict[str, int] = defaultdict(int)
    people: defaultdict[str, list[int]] = defaultdict(list)
    for arm in arm_of.values():
        units[arm] += 1
    for person, unit in unit_of.items():
        people[arm_of[unit]].append(person)
    counts = {}
    withdrawn_at = withdrawal_of(experiment)
    for measure in measures:
        by_unit: defaultdict[str, UnitCounts] = defaultdict(UnitCounts)
        since = min(firsts.values(), default=until)
        for occasion in read(measure, list(unit_of), since=since, until=until - measure.ripens_after):
            unit = unit_of[occasion.person]
            if occasion.at >= firsts[unit]:
                is_after = withdrawn_at is not None and occasion.at >= withdrawn_at
                by_unit[unit].add((occasion.at - firsts[unit]) // WEEK, occasion.value, is_after=is_after)
        arms: defaultdict[str, list[UnitCounts]] = defaultdict(list)
        for unit, unit_counts in by_unit.items():
            arms[arm_of[unit]].append(unit_counts)
        counts[measure.key] = dict(arms)
    return Gathered(units=dict(units), counts=counts, people=dict(people))


def read(measure: Measure, people: Collection[int], *, since: datetime, until: datetime) -> Iterator[Occasion]:
    if since >= until:
        return
    listed = list(people)
    for begin in range(0, len(listed), AT_ONCE):
        yield from measure.read(listed[begin : begin + AT_ONCE], since, until)
