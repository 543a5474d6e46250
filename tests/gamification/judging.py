"""Deeds judged, or marked as steps, by themselves."""

from django.db import transaction

from apps.gamification.deeds import Deed
from apps.gamification.models import RuleDecision, StepDone
from apps.gamification.services.awards import judge_deeds
from apps.gamification.services.members import Doing, doings, lock_members
from apps.gamification.services.missions import mark_steps


@transaction.atomic
def judge(*deeds: Deed) -> list[RuleDecision]:
    return judge_deeds(_locked(deeds))


@transaction.atomic
def do_step(deed: Deed) -> list[StepDone]:
    return mark_steps(_locked([deed]))


def _locked(deeds: "tuple[Deed, ...] | list[Deed]") -> list[Doing]:
    members = lock_members(*(person for deed in deeds for person in (deed.person_id, deed.counterparty_id)))
    return doings(deeds, members)
