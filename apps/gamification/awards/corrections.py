"""What operators correct: letting held awards count early, taking back, giving back, each with a reason."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import Conflict
from apps.events.services import publish
from apps.gamification.awards.entries import append_entry, last_entry
from apps.gamification.awards.events import AwardRestored
from apps.gamification.awards.kinds import AWARD_RESTORED, AWARD_REVERSED
from apps.gamification.awards.models import Award, AwardEntry, Hold
from apps.gamification.awards.services import no_longer_so, settle
from apps.gamification.celebrations.services import Moment
from apps.gamification.fairness.reasons import Reason
from apps.gamification.levels.services import conclude
from apps.gamification.members.models import Member
from apps.gamification.members.services import lock_members
from apps.gamification.rules.forms import REWARDS
from apps.gamification.rules.rewards import POINTS
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify

OF_AN_AWARD = ("person", "decision__version__rule")
ARRANGED_LOOK_BACK = timedelta(days=30)


class OwnAward(Conflict):
    code = "own_award"
    message = _("You have a part in it yourself. Another operator looks at it.")


@transaction.atomic
def release_award(*, award: Award, reason: str, operator: User, now: datetime) -> bool:
    """Lets a held award count in full before its time. False when it is decided already. Raises OwnAward."""
    _check_has_no_part(award, operator)
    member = lock_members(award.person_id).get(award.person_id or 0)
    if member is None:
        return False
    moment = Moment()
    done = settle(award, member, moment, points=award.points, cause="review", now=now, reason=reason, by=operator)
    conclude(moment)
    return done


def _check_has_no_part(award: Award, operator: User) -> None:
    if operator.pk in (award.person_id, award.decision.counterparty_id):
        raise OwnAward


@transaction.atomic
def reverse_award(*, award: Award, reason: str, operator: User | None, now: datetime, cause: str = "review") -> bool:
    """Takes an award back and tells its person why. False when it had been taken back before or has lapsed."""
    member = lock_members(award.person_id).get(award.person_id or 0)
    before = last_entry(award)
    entry = append_entry(
        award, AwardEntry.Kind.REVERSED, member=member, points=0, cause=cause, now=now, reason=reason, by=operator
    )
    if entry is None:
        return False
    Hold.objects.filter(award=award).delete()
    lost = award.rewards
    if before.kind != AwardEntry.Kind.HELD:
        person = member.person if member else None
        lost = {
            kind: REWARDS[kind].take_back(person=person, cause=award.reference, amount=amount, now=now, by=operator)
            for kind, amount in award.rewards_at(before.weight).items()
        }
    if member is not None:
        _tell(member, AWARD_REVERSED, entry, amounts={POINTS: before.points, **lost}, reason=reason, now=now)
    return True


@transaction.atomic
def restore_award(*, award: Award, operator: User | None, now: datetime, cause: str = "appeal") -> bool:
    """Gives back what was taken back, or what lapsed though it was earned: the last amount before that. False when
    there is nothing to give back. Raises OwnAward."""
    if operator is not None:
        _check_has_no_part(award, operator)
    member = lock_members(award.person_id).get(award.person_id or 0)
    last = last_entry(award)
    before = last.answers
    points = before.points if before is not None else 0
    entry = append_entry(
        award,
        AwardEntry.Kind.RESTORED,
        member=member,
        points=points,
        cause=cause,
        now=now,
        reason="appeal",
        by=operator,
    )
    if entry is None:
        return False
    publish(AwardRestored(award=award.pk, entry=entry.pk))
    if member is not None:
        was_held = before is not None and before.kind == AwardEntry.Kind.HELD
        amounts = {POINTS: points} | {
            kind: REWARDS[kind].give_again(
                person=member.person, cause=award.reference, amount=amount, was_held=was_held, now=now, by=operator
            )
            for kind, amount in award.rewards_at(entry.weight).items()
        }
        _tell(member, AWARD_RESTORED, entry, amounts=amounts, reason="", now=now)
    return True


def take_back_unearned(*, deed_key: str, person_id: int, now: datetime) -> int:
    """Reverses settled awards for a deed that isn't any more what they were given for. What is still held is looked at
    when it settles. Returns how many."""
    awards = Award.objects.counting().filter(deed=deed_key, person=person_id).select_related(*OF_AN_AWARD)
    return sum(
        reverse_award(award=award, reason=unmet, operator=None, now=now, cause=deed_key)
        for award in awards.order_by("pk")
        if (unmet := no_longer_so(award, award.decision.version))
    )


def take_back_arranged(*, now: datetime) -> int:
    """Reverses what members of one closed group brought each other in the last 30 days. Returns how many."""
    recent = Award.objects.counting().filter(created_at__gte=now - ARRANGED_LOOK_BACK, person__ring__isnull=False)
    inside = recent.filter(decision__counterparty__ring__ring=F("person__ring__ring"))
    return sum(
        reverse_award(award=award, reason=Reason.ARRANGED, operator=None, now=now, cause="fairness")
        for award in inside.order_by("pk")
    )


def _tell(
    member: Member, kind: Kind, entry: AwardEntry, *, amounts: dict[str, int], reason: str, now: datetime
) -> None:
    moment = Moment()
    moment.balance_changed(member)
    if reason == Reason.ARRANGED:
        moment.without_grace.add(member.person_id)
    conclude(moment)
    if not member.hides_all:
        notify(
            person=member.person,
            kind=kind,
            cause=f"entry:{entry.pk}",
            facts={"amounts": amounts, "reason": reason},
            url=reverse("gamification:points"),
            now=now,
        )
