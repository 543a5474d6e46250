"""How far people, and companies, are in missions: counted from the deeds that stand, whatever their order."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet, prefetch_related_objects

from apps.gamification.quests.models import Mission, MissionStep, StepDone

Unit = tuple[int | None, int | None]
"""Who works on a mission: a person, or a company: (person, None) or (None, company)."""


def progress_of(missions: Collection[Mission], units: Collection[Unit]) -> dict[Unit, dict[int, int]]:
    """By unit and step: how many deeds stand, or how many different people they were about where the step asks for
    that; not more than it asks for."""
    people = {person for person, _company in units if person}
    companies = {company for _person, company in units if company}
    solo = [mission.pk for mission in missions if not mission.is_for_teams]
    team = [mission.pk for mission in missions if mission.is_for_teams]
    prefetch_related_objects(list(missions), "steps")
    steps = {step.pk: step for mission in missions for step in mission.steps.all()}
    standing = StepDone.objects.filter(withdrawn_at=None)
    found: defaultdict[Unit, dict[int, int]] = defaultdict(dict)
    if solo and people:
        rows = standing.filter(person__in=people, step__mission__in=solo)
        for person, step, deeds, others in _counted(rows, "person"):
            found[person, None][step] = _of(steps[step], deeds, others)
    if team and companies:
        rows = standing.filter(company__in=companies, step__mission__in=team)
        for company, step, deeds, others in _counted(rows, "company"):
            found[None, company][step] = _of(steps[step], deeds, others)
    return {unit: found[unit] for unit in units}


def _counted(rows: QuerySet[StepDone], unit: str) -> Iterable[tuple[int, int, int, int]]:
    return rows.values_list(unit, "step").annotate(deeds=Count("pk"), others=Count("other", distinct=True))


def _of(step: MissionStep, deeds: int, others: int) -> int:
    return min(others if step.of_different_people else deeds, step.count)


def stages_passed(steps: Iterable[MissionStep], counts: Mapping[int, int]) -> int:
    """The number of the last stage passed, 0 for none: a stage is passed when it and all before it are full."""
    left: defaultdict[int, int] = defaultdict(int)
    for step in steps:
        left[step.stage] += step.count - counts.get(step.pk, 0)
    passed = 0
    for stage in sorted(left):
        if left[stage] > 0:
            break
        passed = stage
    return passed


def begun(missions: Collection[Mission], units: Collection[Unit]) -> set[tuple[int, Unit]]:
    """Missions and who had begun them before they were ended."""
    ended = {mission.pk: mission for mission in missions if mission.ended_at}
    if not ended:
        return set()
    rows = StepDone.objects.filter(withdrawn_at=None, step__mission__in=ended)
    people = {person for person, _company in units if person}
    companies = {company for _person, company in units if company}
    found: set[tuple[int, Unit]] = set()
    firsts = rows.filter(person__in=people, company=None).values_list("step__mission", "person")
    for mission, person, first in firsts.annotate(first=Min("done_at")):
        if first < ended[mission].ended_at:
            found.add((mission, (person, None)))
    firsts = rows.filter(company__in=companies).values_list("step__mission", "company")
    for mission, company, first in firsts.annotate(first=Min("done_at")):
        if first < ended[mission].ended_at:
            found.add((mission, (None, company)))
    return found


def last_done(mission: Mission, unit: Unit) -> datetime | None:
    """When the last of the deeds that stand was done."""
    person, company = unit
    rows = StepDone.objects.filter(withdrawn_at=None, step__mission=mission)
    rows = rows.filter(company=company) if company else rows.filter(person=person, company=None)
    return rows.aggregate(at=Max("done_at"))["at"]
