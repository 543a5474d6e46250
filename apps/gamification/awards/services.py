"""Judging deeds, settling, reversing and lapsing awards. Every write is keyed: a second delivery changes nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.awards.standing import Standings
from apps.gamification.celebrations.services import celebrate, tell_balance, tell_of_reversal
from apps.gamification.levels.services import follow_points
from apps.gamification.members.models import Member
from apps.gamification.members.services import Doing, lock_members
from apps.gamification.rules.deciding import PAID, Verdict, decide, is_for
from apps.gamification.rules.models import Outcome, Rule, RuleDecision, RuleVersion
from apps.gamification.rules.selectors import rules_in_force

LATE_HANDLING = timedelta(hours=6)
"""How long after its time an award lapses: the answer that settles it may have come in time and be heard of late."""


def judge_deeds(group: Sequence[Doing]) -> list[RuleDecision]:
    """Lets every live rule for its kind of deed, and for its person's role, decide once about each deed, in this order,
    and writes the awards. The caller holds the people's locks."""
    versions = rules_in_force(deeds={doing.deed.kind for doing in group})
    wanted = [
        (version, doing)
        for doing in group
        for version in versions
        if version.rule.deed == doing.deed.kind and is_for(version, doing.person.role)
    ]
    if not wanted:
        return []
    decided = RuleDecision.objects.filter(
        deed__in={doing.deed.key for doing in group}, beneficiary__in={doing.person.pk for doing in group}
    )
    known = set(decided.values_list("rule_id", "deed", "beneficiary_id"))
    fresh = {(version.rule_id, doing.deed.key, doing.person.pk): (version, doing) for version, doing in wanted}
    wanted = [pair for key, pair in fresh.items() if key not in known]
    if not wanted:
        return []
    # All who draw on one budget wait for each other; no_key lets others' decisions still refer to the rule.
    limited = sorted({version.rule_id for version, _doing in wanted if version.budget})
    list(Rule.objects.select_for_update(no_key=True).filter(pk__in=limited).order_by("pk"))
    standings = Standings.before([(version, doing.deed, doing.person) for version, doing in wanted])
    decisions = []
    for version, doing in wanted:
        verdict = decide(version, doing.deed, standings.of(version, doing.deed, doing.person))
        if verdict.is_paid:
            standings.pay(version, doing.deed, verdict.points)
        decisions.append(_decision(version, doing, verdict))
    RuleDecision.objects.bulk_create(decisions)
    paid = [
        (decision, version, doing)
        for decision, (version, doing) in zip(decisions, wanted, strict=True)
        if decision.outcome in PAID
    ]
    awards = Award.objects.bulk_create([_award(*one) for one in paid])
    given = [(award, doing.member) for award, (_decision, _version, doing) in zip(awards, paid, strict=True)]
    celebrate([pair for pair in given if pair[0].lapses_at], state="pending")
    for award, member in given:
        if award.lapses_at is None:
            _settle(award, member, cause=award.deed, now=award.created_at)
    return decisions


def _decision(version: RuleVersion, doing: Doing, verdict: Verdict) -> RuleDecision:
    return RuleDecision(
        rule=version.rule,
        version=version,
        deed=doing.deed.key,
        beneficiary=doing.person,
        counterparty=doing.counterparty,
        outcome=verdict.outcome,
        points=verdict.points,
        facts=doing.deed.facts,
        decided_at=doing.deed.done_at,
    )


def _award(decision: RuleDecision, version: RuleVersion, doing: Doing) -> Award:
    is_pending = decision.outcome == Outcome.PENDING
    deed = doing.deed
    return Award(
        key=f"award:{version.rule.key}:{deed.key}:{doing.person.pk}",
        person=doing.person,
        rule=version.rule,
        decision=decision,
        deed=deed.key,
        points=decision.points,
        facts=deed.facts,
        lapses_at=deed.done_at + timedelta(days=version.settle_within_days) if is_pending else None,
        created_at=deed.done_at,
    )


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
    celebrate([(award, member)], state="settled")
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
