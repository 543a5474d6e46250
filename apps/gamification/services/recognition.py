from django.db import transaction

from apps.gamification.deeds import Deed
from apps.gamification.services.awards import judge_doer
from apps.gamification.services.members import lock_doer
from apps.gamification.services.missions import mark_steps


@transaction.atomic(savepoint=False)
def recognise(*, deed: Deed) -> None:
    """Everything that follows from a deed: a step of a mission, and what the live rules say."""
    doer = lock_doer(deed)
    if doer is not None:
        mark_steps(doer, deed)
        judge_doer(doer, deed)
