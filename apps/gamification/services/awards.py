"""Judging deeds, settling, reversing and lapsing awards. Every write is keyed: a second delivery changes nothing."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.gamification.celebration import celebrate, tell_balance, tell_of_reversal
from apps.gamification.deeds import Deed
from apps.gamification.engine import Verdict, decide, is_for
from apps.gamification.models import Award, AwardEntry, Member, Outcome, Rule, RuleDecision, RuleVersion
from apps.gamification.selectors import rules_in_force
from apps.gamification.services.levels import follow_points
from apps.gamification.services.members import Doer, lock_doer, lock_members
from apps.gamification.standing import standing_of

LATE_HANDLING = timedelta(hours=6)
"""How long after its time an award lapses: the answer that settles it may have come in time and be heard of late."""


@transaction.atomic(savepoint=False)
def judge(*, deed: Deed) -> list[RuleDecision]:
    """Lets every live rule for this kind of deed, and for this person's role, decide once, and writes the awards."""
    doer = lock_doer(deed)
    return judge_doer(doer, deed) if doer else []


def judge_doer(doer: Doer, deed: Deed) -> list[RuleDecision]:
    """`judge`, for whoever holds the doer's lock already."""
    versions = [version for version in rules_in_force(deed=deed.kind) if is_for(version, doer.person.role)]
    if not versions:
        return []
    mine = RuleDecision.objects.filter(deed=deed.key, beneficiary=doer.person)
    decided = set(mine.values_list("rule_id", flat=True))
    return [_judge_by(version, deed, doer) for version in versions if version.rule_id not in decided]


def _judge_by(version: RuleVersion, deed: Deed, doer: Doer) -> RuleDecision:
    if version.budget:
        # All who draw on one budget wait for each other; no_key lets others' decisions still refer to the rule.
        Rule.objects.select_for_update(no_key=True).get(pk=version.rule_id)
    verdict = decide(version, deed, standing_of(version, deed, doer.person))
    decision = RuleDecision.objects.create(
        rule=version.rule,
        version=version,
        deed=deed.key,
        beneficiary=doer.person,
        counterparty=doer.counterparty,
        outcome=verdict.outcome,
        points=verdict.points,
        facts=deed.facts,
        decided_at=deed.done_at,
    )
    if verdict.is_paid:
        _award(decision, verdict, version, deed, doer.member)
    return decision


def _award(decision: RuleDecision, verdict: Verdict, version: RuleVersion, deed: Deed, member: Member) -> None:
    is_pending = verdict.outcome == Outcome.PENDING
    award = Award.objects.create(
        key=f"award:{version.rule.key}:{deed.key}:{member.person_id}",
        person=member.person,
        rule=version.rule,
        decision=decision,
        deed=deed.key,
        points=verdict.points,
        facts=deed.facts,
        lapses_at=deed.done_at + timedelta(days=version.settle_within_days) if is_pending else None,
        created_at=deed.done_at,
    )
    if is_pending:
        celebrate(award=award, member=member, state="pending")
    else:
        _settle(award, member, cause=deed.key, now=deed.done_at)


@transaction.atomic(savepoint=False)
def settle_deed(*, deed_key: str, person_id: int, cause: str, now: datetime) -> list[Award]:
    """Settles the person's pending awards for the deed, which the other side confirmed at `now`; those that lapsed,
    were reversed, or whose time was over by then stay as they are."""
    member = lock_members(person_id).get(person_id)
    if member is None:
        return []
    pending = Award.objects.pending().filter(deed=deed_key, person=person_id)
    return [
        award
        for award in pending.select_related("rule", "decision__counterparty")
        if not (award.lapses_at and award.lapses_at < now) and _settle(award, member, cause=cause, now=now)
    ]


def _settle(award: Award, member: Member, *, cause: str, now: datetime) -> bool:
    if not _append(award, AwardEntry.Kind.SETTLED, cause=cause, now=now):
        return False
    follow_points(member=member)
    celebrate(award=award, member=member, state="settled")
    return True


@transaction.atomic
def reverse_award(*, award: Award, reason: str, operator: User | None, now: datetime, cause: str = "review") -> bool:
    """Takes an award back, once, and tells its person why. False when it had been reversed before or has lapsed."""
    member = lock_members(award.person_id).get(award.person_id or 0)
    if award.entries.filter(kind=AwardEntry.Kind.LAPSED).exists():
        return False
    if not _append(award, AwardEntry.Kind.REVERSED, cause=cause, now=now, reason=reason, by=operator):
        return False
    if member is not None:
        follow_points(member=member)
        tell_of_reversal(award=award, member=member, reason=reason, now=now)
        tell_balance(person=member.person)
    return True


@transaction.atomic
def lapse_awards(*, now: datetime, limit: int = 500) -> int:
    """Ends pending awards whose time is over."""
    due = Award.objects.pending().filter(lapses_at__lt=now - LATE_HANDLING).order_by("lapses_at")[:limit]
    return sum(_append(award, AwardEntry.Kind.LAPSED, cause="time", now=now) for award in due)


def _append(
    award: Award,
    kind: AwardEntry.Kind,
    *,
    cause: str,
    now: datetime,
    reason: str = "",
    by: User | None = None,
) -> bool:
    """False when the award has such an entry already; the database is asked, not looked at first."""
    try:
        with transaction.atomic():
            AwardEntry.objects.create(award=award, kind=kind, cause=cause, reason=reason, by=by, created_at=now)
    except IntegrityError:
        return False
    return True
