"""Recognising the deeds of a mission when they were really done."""

from django.db import transaction

from apps.accounts.models import User
from apps.gamification.celebration import celebrate_step
from apps.gamification.deeds import MISSION_COMPLETED, Deed
from apps.gamification.models import MissionStep, StepDone
from apps.gamification.services.awards import judge


@transaction.atomic
def do_step(*, deed: Deed) -> list[StepDone]:
    """Marks the steps that this deed fulfils for the person's role, once; the last one completes the mission."""
    person = User.objects.filter(pk=deed.person_id, is_active=True).first()
    if person is None:
        return []
    steps = MissionStep.objects.filter(deed=deed.kind, mission__role=person.role, mission__is_live=True)
    return [mark for step in steps.select_related("mission") if (mark := _mark(person, step, deed))]


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
        judge(
            deed=Deed(
                kind=MISSION_COMPLETED,
                key=f"mission:{step.mission_id}",
                person_id=person.pk,
                done_at=deed.done_at,
                facts={"mission": step.mission_id},
            )
        )
    return mark
