"""Recognising the deeds of a mission when they were really done."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from apps.gamification.celebration import celebrate_step
from apps.gamification.deeds import Deed
from apps.gamification.models import MissionStep, StepDone
from apps.gamification.services.awards import judge_doer
from apps.gamification.services.members import Doer, lock_doer
from apps.gamification.sources import of_mission


@transaction.atomic(savepoint=False)
def do_step(*, deed: Deed) -> list[StepDone]:
    """Marks the steps that this deed fulfils for the person's role, once; the last one completes the mission."""
    doer = lock_doer(deed)
    return mark_steps(doer, deed) if doer else []


def mark_steps(doer: Doer, deed: Deed) -> list[StepDone]:
    """Under the doer's lock nobody else marks theirs: two last steps at the same moment would each miss the other's,
    and nobody would complete the mission."""
    steps = MissionStep.objects.filter(deed=deed.kind, mission__role=doer.person.role, mission__is_live=True)
    return [_mark(doer, step, deed) for step in steps.exclude(done__person=doer.person).select_related("mission")]


def _mark(doer: Doer, step: MissionStep, deed: Deed) -> StepDone:
    mark = StepDone.objects.create(person=doer.person, step=step, evidence=deed.key, done_at=deed.done_at)
    marks = StepDone.objects.filter(person=doer.person, step=OuterRef("pk"))
    states = step.mission.steps.annotate(is_done=Exists(marks)).values_list("is_done", flat=True)
    celebrate_step(member=doer.member, step=step, done=sum(states), total=len(states))
    if all(states):
        completed = of_mission(mission_id=step.mission_id, person_id=doer.person.pk, at=deed.done_at)
        judge_doer(Doer(member=doer.member, counterparty=None), completed)
    return mark
