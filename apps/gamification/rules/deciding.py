"""What a rule says about a deed: pure decisions over facts that the caller has read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import kind_of
from apps.gamification.rules.limits import Limit
from apps.gamification.rules.models import Outcome, RuleVersion
from apps.gamification.rules.offers import offered
from apps.gamification.rules.rewards import POINTS, beside_points
from apps.gamification.rules.rows import Row, fact_of

PAID = (Outcome.AWARDED, Outcome.PENDING)


@dataclass(frozen=True)
class Standing:
    """What stands already under the rule, held or settled. `counts` are the awards and points within each limit that a
    deed at its time would join; `of_pair` the awards that this pair of people has brought, to either of them."""

    counts: Mapping[Limit, tuple[int, int]]
    of_pair: int = 0


@dataclass(frozen=True)
class Verdict:
    """`rewards` are amounts beside points, by kind. `limit` is the one that was reached, `condition` the one that isn't
    met."""

    outcome: Outcome
    points: int = 0
    rewards: dict[str, int] = field(default_factory=dict)
    limit: Limit | None = None
    condition: Row | None = None

    @property
    def is_paid(self) -> bool:
        return self.outcome in PAID


def is_for(version: RuleVersion, role: str, segments: Collection[str] = ()) -> bool:
    """Whether the rule concerns people of this role, and in these segments, at all."""
    roles = [row["role"] for row in version.audience if "role" in row]
    wanted = segments_asked(version)
    return (not roles or role in roles) and (not wanted or any(key in segments for key in wanted))


def segments_asked(version: RuleVersion) -> list[str]:
    """Whoever is in one of them is concerned; none means everybody."""
    return [row["segment"] for row in version.audience if "segment" in row]


def unmet_condition(version: RuleVersion, facts: Mapping[str, Any], *, late: bool) -> Row | None:
    """The first condition that doesn't hold. Some facts are known for good only when the other side has answered:
    `late` asks those, else the others are asked."""
    kind = kind_of(version.rule.deed)
    for row in version.conditions:
        if (row["fact"] in kind.late_facts) is late and not fact_of(kind, row).holds(
            row["operator"], row["value"], facts
        ):
            return row
    return None


def decide(version: RuleVersion, deed: Deed, standing: Standing, form: str = POINTS) -> Verdict:
    """The outcome and its points, or what the form drawn for the person gives in their place. The k-th award that a
    pair of people brings is worth 1/k of the rule's rewards, rounded down: a pair that only plays with each other soon
    earns nothing."""
    if condition := unmet_condition(version, deed.facts, late=False):
        return Verdict(Outcome.INELIGIBLE, condition=condition)
    share = standing.of_pair + 1
    points, rewards = version.points // share, beside_points(version.rewards, share=share)
    if form != POINTS:
        points, rewards = 0, rewards | beside_points([offered(version)[form]], share=share)
    for limit in version.limit_rows:
        awards, worth = standing.counts.get(limit, (0, 0))
        is_reached = awards >= limit.most if limit.of == "awards" else worth + points > limit.most
        if is_reached:
            return Verdict(_outcome_at(limit), limit=limit)
    if not (points or rewards):
        return Verdict(Outcome.COUNTERPARTY)
    is_pending = version.settling == RuleVersion.Settling.RECIPROCATED or bool(version.hold_hours)
    if not is_pending and (condition := unmet_condition(version, deed.facts, late=True)):
        return Verdict(Outcome.INELIGIBLE, condition=condition)
    return Verdict(Outcome.PENDING if is_pending else Outcome.AWARDED, points, rewards)


def _outcome_at(limit: Limit) -> Outcome:
    if limit.per == "pair":
        return Outcome.COUNTERPARTY
    if limit.is_shared:
        return Outcome.BUDGET
    return Outcome.COOLDOWN if limit.is_pause else Outcome.CAPPED
