"""Recognising the deeds of a mission when they were really done."""

from django.db import transaction

from apps.accounts.models import User
from apps.gamification.celebration import celebrate_step
from apps.gamification.deeds import Deed
from apps.gamification.models import MissionStep, StepDone
from apps.gamification.services.awards import judge
from apps.gamification.services.members import lock_members
from apps.gamification.sources import of_mission


@transaction.atomic(savepoint=False)
def do_step(*, deed: Deed) -> list[StepDone]:
    """Marks the steps that this deed fulfils for the person's role, once; the last one completes the mission."""
    person = User.objects.filter(pk=deed.person_id, is_active=True).first()
    if person is None:
        return []
    steps = MissionStep.objects.filter(deed=deed.kind, mission__role=person.role, mission__is_live=True)
    open_steps = list(steps.exclude(done__person=person).select_related("mission"))
    if not open_steps:
        return []
    # Two last steps at the same moment would each miss the other's, and nobody would complete the mission.
    lock_members(person.pk)
    return [mark for step in open_steps if (mark := _mark(person, step, deed))]


def _mark(person: User, step: MissionStep, deed: Deed) -> StepDone | None:
    mark, is_new = StepDone.objects.get_or_create(
        person=person, step=step, defaults={"evidence": deed.key, "done_at": deed.done_at}
    )
    if not is_new:
        return None
    total = step.mission.steps.count()
    done = StepDone.objects.filter(person=person, step__mission=step.mission).count()
    celebrate_step(person=person, step=step, done=done, total=total)
    if done == total:
        judge(deed=of_mission(mission_id=step.mission_id, person_id=person.pk, at=deed.done_at))
    return mark
