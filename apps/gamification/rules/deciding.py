"""What a rule says about a deed: pure decisions over facts that the caller has read."""

from dataclasses import dataclass

from apps.gamification.deeds.deed import Deed
from apps.gamification.rules.models import Outcome, RuleVersion

PAID = (Outcome.AWARDED, Outcome.PENDING)


@dataclass(frozen=True)
class Standing:
    """What stands already under the rule, of pending and awarded decisions.

    `of_pair` counts the awards that this pair of people has brought, to either of them. `minutes_to_nearest` is the
    time between this deed and the person's nearest other one that paid. `points_spent` are those of all people.
    """

    that_day: int = 0
    of_pair: int = 0
    minutes_to_nearest: float | None = None
    points_spent: int = 0


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    points: int = 0

    @property
    def is_paid(self) -> bool:
        return self.outcome in PAID


def is_for(version: RuleVersion, role: str) -> bool:
    """Whether the rule concerns people of this role at all."""
    return version.role in ("", role)


def decide(version: RuleVersion, deed: Deed, standing: Standing) -> Verdict:
    """The outcome and its points. The k-th award that a pair of people brings is worth 1/k of the rule's points,
    rounded down: a pair that only plays with each other soon earns nothing."""
    if version.max_wait_hours and deed.facts.get("waited_seconds", 0) > version.max_wait_hours * 3600:
        return Verdict(Outcome.INELIGIBLE)
    if version.max_per_day and standing.that_day >= version.max_per_day:
        return Verdict(Outcome.CAPPED)
    if version.max_per_counterparty and standing.of_pair >= version.max_per_counterparty:
        return Verdict(Outcome.COUNTERPARTY)
    if standing.minutes_to_nearest is not None and standing.minutes_to_nearest < version.cooldown_minutes:
        return Verdict(Outcome.COOLDOWN)
    points = version.points // (standing.of_pair + 1)
    if points == 0:
        return Verdict(Outcome.COUNTERPARTY)
    if version.budget and standing.points_spent + points > version.budget:
        return Verdict(Outcome.BUDGET)
    if version.settling == RuleVersion.Settling.RECIPROCATED:
        return Verdict(Outcome.PENDING, points)
    return Verdict(Outcome.AWARDED, points)
