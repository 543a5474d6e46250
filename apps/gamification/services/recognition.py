from django.db import transaction

from apps.gamification.deeds import Deed
from apps.gamification.services.awards import judge
from apps.gamification.services.missions import do_step


@transaction.atomic(savepoint=False)
def recognise(*, deed: Deed) -> None:
    """Everything that follows from a deed: a step of a mission, and what the live rules say."""
    do_step(deed=deed)
    judge(deed=deed)
