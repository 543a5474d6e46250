"""A rule's life: draft → dry run → live → paused → retired."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import Conflict
from apps.gamification.deeds import Deed
from apps.gamification.engine import Standing, decide
from apps.gamification.models import Outcome, Rule, RuleDecision, RuleVersion

PAID = (Outcome.AWARDED, Outcome.PENDING)
DRY_RUN_DAYS = 30
DRY_RUN_LIMIT = 20_000


@transaction.atomic
def publish_rule(*, version: RuleVersion, operator: User | None, now: datetime) -> RuleVersion:
    """Makes the version the rule's newest published one and the rule live. Raises Conflict when a newer one is."""
    rule = Rule.objects.select_for_update().get(pk=version.rule_id)
    if rule.state == Rule.State.RETIRED:
        raise Conflict(_("A retired rule stays retired. Make a new one."))
    if rule.versions.filter(published_at__isnull=False, number__gt=version.number).exists():
        raise Conflict(_("A newer version of this rule is already published."))
    if version.published_at is None:
        version.published_at, version.published_by = now, operator
        version.save()
    rule.state = Rule.State.LIVE
    rule.save(update_fields=["state"])
    return version


@transaction.atomic
def pause_rule(*, rule: Rule) -> Rule:
    """Stops new decisions; pending awards still settle."""
    return _move(rule, Rule.State.PAUSED, allowed_from={Rule.State.LIVE})


@transaction.atomic
def retire_rule(*, rule: Rule) -> Rule:
    return _move(rule, Rule.State.RETIRED, allowed_from={Rule.State.DRAFT, Rule.State.LIVE, Rule.State.PAUSED})


def _move(rule: Rule, state: Rule.State, *, allowed_from: set[Rule.State]) -> Rule:
    changed = Rule.objects.filter(pk=rule.pk, state__in=allowed_from).update(state=state)
    if not changed:
        raise Conflict(_("The rule isn't in a state that allows this."))
    rule.refresh_from_db()
    return rule


@dataclass
class DryRun:
    """What a version would have done with the last 30 days' deeds: awards by outcome, points, who would earn most."""

    deeds: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    points: int = 0
    earners: Counter[int] = field(default_factory=Counter)

    def top_earners(self, limit: int = 10) -> list[tuple[User, int]]:
        people = User.objects.in_bulk([person for person, _points in self.earners.most_common(limit)])
        return [(people[person], points) for person, points in self.earners.most_common(limit) if person in people]


def dry_run(*, version: RuleVersion, now: datetime) -> DryRun:
    """Replays the deeds on which any rule decided in the last 30 days (at most 20,000). Writes nothing."""
    result = DryRun()
    paid: dict[int, list[tuple[datetime, int | None]]] = {}
    seen: set[tuple[str, int]] = set()
    past = RuleDecision.objects.filter(
        rule__deed=version.rule.deed, decided_at__gte=now - timedelta(days=DRY_RUN_DAYS)
    ).select_related("beneficiary")
    for decision in past.order_by("decided_at")[:DRY_RUN_LIMIT]:
        if (decision.deed, decision.beneficiary_id) in seen:
            continue
        seen.add((decision.deed, decision.beneficiary_id))
        history = paid.setdefault(decision.beneficiary_id, [])
        deed = Deed(
            kind=version.rule.deed,
            key=decision.deed,
            person_id=decision.beneficiary_id,
            done_at=decision.decided_at,
            counterparty_id=decision.counterparty_id,
            facts=decision.facts,
        )
        verdict = decide(version, deed, _standing(history, deed, decision.beneficiary.role, result.points))
        result.deeds += 1
        result.outcomes[verdict.outcome] += 1
        if verdict.outcome in PAID:
            result.points += verdict.points
            result.earners[deed.person_id] += verdict.points
            history.append((deed.done_at, deed.counterparty_id))
    return result


def _standing(history: list[tuple[datetime, int | None]], deed: Deed, role: str, spent: int) -> Standing:
    return Standing(
        role=role,
        awarded_today=sum(at.date() == deed.done_at.date() for at, _other in history),
        with_counterparty=sum(other == deed.counterparty_id for _at, other in history) if deed.counterparty_id else 0,
        minutes_since_last=(deed.done_at - history[-1][0]).total_seconds() / 60 if history else None,
        points_spent=spent,
    )
