"""Recognising the deeds of a mission when they were really done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from apps.gamification.awards.services import judge_deeds
from apps.gamification.celebrations.services import Moment, News
from apps.gamification.members.services import Doing
from apps.gamification.quests.deeds import of_mission
from apps.gamification.quests.models import MissionStep, StepDone


def mark_steps(group: Sequence[Doing], moment: Moment) -> list[StepDone]:
    """Marks the steps that these deeds fulfil for their people's roles, once; the last one completes the mission. The
    caller holds the people's locks: two last steps at the same moment would each miss the other's, and nobody would
    complete the mission."""
    kinds, roles = {doing.deed.kind for doing in group}, {doing.person.role for doing in group}
    steps = MissionStep.objects.filter(deed__in=kinds, mission__role__in=roles, mission__is_live=True)
    wanted = [
        (doing, step)
        for step in steps.select_related("mission")
        for doing in group
        if (step.deed, step.mission.role) == (doing.deed.kind, doing.person.role)
    ]
    if not wanted:
        return []
    missions = {step.mission_id for _doing, step in wanted}
    done = StepDone.objects.filter(person__in={doing.person.pk for doing, _step in wanted}, step__mission__in=missions)
    known: Counter[tuple[int, int]] = Counter()
    marked = set()
    for person, step_id, mission in done.values_list("person_id", "step_id", "step__mission_id"):
        known[person, mission] += 1
        marked.add((person, step_id))
    fresh: dict[tuple[int, int], tuple[Doing, MissionStep]] = {}
    for doing, step in wanted:
        if (doing.person.pk, step.pk) not in marked:
            fresh.setdefault((doing.person.pk, step.pk), (doing, step))
    if not fresh:
        return []
    lengths = Counter(MissionStep.objects.filter(mission__in=missions).values_list("mission_id", flat=True))
    marks = StepDone.objects.bulk_create(
        StepDone(person=doing.person, step=step, evidence=doing.deed.key, done_at=doing.deed.done_at)
        for doing, step in fresh.values()
    )
    completed = []
    for doing, step in fresh.values():
        count, total = known[doing.person.pk, step.mission_id] + 1, lengths[step.mission_id]
        known[doing.person.pk, step.mission_id] = count
        moment.add(doing.member, _news(step, done=count, total=total))
        if count == total:
            deed = of_mission(step.mission, person_id=doing.person.pk, at=doing.deed.done_at)
            completed.append(replace(doing, deed=deed, counterparty=None))
    judge_deeds(completed, moment)
    return marks


def _news(step: MissionStep, *, done: int, total: int) -> News:
    def words() -> str:
        if done == total:
            return _("That was the last step of “%(mission)s”.") % {"mission": step.mission.title}
        return _("%(done)d of %(total)d steps in “%(mission)s”.") % {
            "done": done,
            "total": total,
            "mission": step.mission.title,
        }

    return News(state="step", words=words, title=lambda: _("Done: %(step)s") % {"step": step.title})
