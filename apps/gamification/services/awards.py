"""Judging deeds, settling and reversing awards. Every write is keyed, so that a second delivery changes nothing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Sum

from apps.accounts.models import User
from apps.gamification.celebration import celebrate
from apps.gamification.deeds import Deed
from apps.gamification.engine import Standing, decide
from apps.gamification.models import Award, AwardEntry, Member, Outcome, Rule, RuleDecision, RuleVersion

PAID = (Outcome.AWARDED, Outcome.PENDING)


@transaction.atomic
def judge(*, deed: Deed) -> list[RuleDecision]:
    """Lets every live rule for this kind of deed decide, once each, and writes the awards."""
    versions = live_versions(deed.kind)
    person = User.objects.filter(pk=deed.person_id, is_active=True).first()
    if not versions or person is None:
        return []
    _lock(person)
    decisions = [_judge_by(version, deed, person) for version in versions]
    return [decision for decision in decisions if decision is not None]


def live_versions(deed_kind: str) -> list[RuleVersion]:
    """The newest published version of each live rule for this kind of deed."""
    rules = Rule.objects.filter(deed=deed_kind, state=Rule.State.LIVE).order_by("pk")
    versions = [
        RuleVersion.objects.filter(rule=rule, published_at__isnull=False).select_related("rule").first()
        for rule in rules
    ]
    return [version for version in versions if version is not None]


def _lock(person: User) -> Member:
    Member.objects.get_or_create(person=person)
    return Member.objects.select_for_update().get(person=person)


def _judge_by(version: RuleVersion, deed: Deed, person: User) -> RuleDecision | None:
    if RuleDecision.objects.filter(rule=version.rule, deed=deed.key, beneficiary=person).exists():
        return None
    verdict = decide(version, deed, standing_of(version.rule, deed, person))
    decision = RuleDecision.objects.create(
        rule=version.rule,
        version=version,
        deed=deed.key,
        beneficiary=person,
        counterparty_id=deed.counterparty_id,
        outcome=verdict.outcome,
        points=verdict.points,
        facts=deed.facts,
        decided_at=deed.done_at,
    )
    if verdict.outcome in PAID:
        lapses_at = None
        if verdict.outcome == Outcome.PENDING:
            lapses_at = deed.done_at + timedelta(days=version.settle_within_days)
        award = Award.objects.create(
            key=f"award:{version.rule.key}:{deed.key}:{person.pk}",
            person=person,
            rule=version.rule,
            decision=decision,
            deed=deed.key,
            points=verdict.points,
            facts=deed.facts,
            lapses_at=lapses_at,
            created_at=deed.done_at,
        )
        if verdict.outcome == Outcome.AWARDED:
            _settle(award, cause=deed.key, now=deed.done_at)
        else:
            celebrate(award=award, state="pending")
    return decision


def standing_of(rule: Rule, deed: Deed, person: User) -> Standing:
    """Counts over the person's own day, which starts at midnight in their time zone."""
    day_start = deed.done_at.astimezone(ZoneInfo(person.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    paid = RuleDecision.objects.filter(rule=rule, outcome__in=PAID)
    mine = paid.filter(beneficiary=person)
    last = mine.order_by("-decided_at").values_list("decided_at", flat=True).first()
    return Standing(
        role=person.role,
        awarded_today=mine.filter(decided_at__gte=day_start).count(),
        with_counterparty=mine.filter(counterparty_id=deed.counterparty_id).count() if deed.counterparty_id else 0,
        minutes_since_last=(deed.done_at - last).total_seconds() / 60 if last else None,
        points_spent=paid.aggregate(total=Sum("points"))["total"] or 0,
    )


@transaction.atomic
def settle_deed(*, deed_key: str, cause: str, now: datetime) -> list[Award]:
    """Settles every pending award for the deed; those that lapsed or were reversed stay as they are."""
    settled = []
    for award in Award.objects.pending().filter(deed=deed_key).select_related("person", "rule"):
        _lock(award.person)
        if award.lapses_at and award.lapses_at < now:
            continue
        if _settle(award, cause=cause, now=now):
            settled.append(award)
    return settled


def _settle(award: Award, *, cause: str, now: datetime) -> bool:
    if not _append(award, AwardEntry.Kind.SETTLED, cause, now):
        return False
    celebrate(award=award, state="settled")
    return True


@transaction.atomic
def reverse_award(*, award: Award, cause: str, now: datetime) -> bool:
    """Takes an award back, once. False when it had been reversed before."""
    _lock(award.person)
    return _append(award, AwardEntry.Kind.REVERSED, cause, now)


@transaction.atomic
def lapse_awards(*, now: datetime, limit: int = 500) -> int:
    """Ends pending awards whose time is over."""
    due = Award.objects.pending().filter(lapses_at__lt=now).order_by("lapses_at")[:limit]
    return sum(_append(award, AwardEntry.Kind.LAPSED, "time", now) for award in due)


def _append(award: Award, kind: AwardEntry.Kind, cause: str, now: datetime) -> bool:
    try:
        with transaction.atomic():
            AwardEntry.objects.create(award=award, kind=kind, cause=cause, created_at=now)
    except IntegrityError:
        return False
    return True
