"""What a rule says about a deed: pure decisions over facts that the caller has read."""

from dataclasses import dataclass

from apps.gamification.deeds import Deed
from apps.gamification.models import Outcome, RuleVersion


@dataclass(frozen=True)
class Standing:
    """What the person already has under the rule, counted over its pending and awarded decisions."""

    role: str
    awarded_today: int = 0
    with_counterparty: int = 0
    minutes_since_last: float | None = None
    points_spent: int = 0


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    points: int = 0


def decide(version: RuleVersion, deed: Deed, standing: Standing) -> Verdict:
    """The outcome and its points. The k-th award that a pair of people brings is worth 1/k of the rule's points,
    rounded down: a pair that only plays with each other soon earns nothing."""
    if version.role and version.role != standing.role:
        return Verdict(Outcome.INELIGIBLE)
    if version.max_wait_hours and deed.facts.get("waited_seconds", 0) > version.max_wait_hours * 3600:
        return Verdict(Outcome.INELIGIBLE)
    if version.max_per_day and standing.awarded_today >= version.max_per_day:
        return Verdict(Outcome.CAPPED)
    if version.max_per_counterparty and standing.with_counterparty >= version.max_per_counterparty:
        return Verdict(Outcome.COUNTERPARTY)
    if standing.minutes_since_last is not None and standing.minutes_since_last < version.cooldown_minutes:
        return Verdict(Outcome.COOLDOWN)
    points = version.points // (standing.with_counterparty + 1)
    if points == 0:
        return Verdict(Outcome.COUNTERPARTY)
    if version.budget and standing.points_spent + points > version.budget:
        return Verdict(Outcome.BUDGET)
    if version.settling == RuleVersion.Settling.RECIPROCATED:
        return Verdict(Outcome.PENDING, points)
    return Verdict(Outcome.AWARDED, points)
