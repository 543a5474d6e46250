"""Versions of rules in few words, and what they would have done."""

from datetime import datetime
from typing import Any

from apps.gamification.drafting.replaying import Replay, read_month, replay
from apps.gamification.models import RuleVersion

WORDS = {"name_en": "A rule of the test", "name_zh": "测试规则", "why_en": "For the test.", "why_zh": "测试用。"}


def version_fields(
    *,
    points: int = 4,
    role: str = "",
    max_wait_hours: float = 0,
    earnest: bool = False,
    max_per_day: int = 0,
    max_per_counterparty: int = 0,
    cooldown_minutes: float = 0,
    budget: int = 0,
    **others: Any,
) -> dict[str, Any]:
    """The rows of a version: 0 and False mean no such row."""
    conditions: list[dict[str, Any]] = []
    if max_wait_hours:
        conditions.append({"fact": "waited_hours", "operator": "at_most", "value": max_wait_hours})
    if earnest:
        conditions.append({"fact": "earnest", "operator": "is", "value": True})
    limits: list[dict[str, Any]] = []
    if max_per_day:
        limits.append({"of": "awards", "per": "member", "within": "day", "most": max_per_day})
    if max_per_counterparty:
        limits.append({"of": "awards", "per": "pair", "within": "ever", "most": max_per_counterparty})
    if cooldown_minutes:
        limits.append({"of": "awards", "per": "member", "within": "hours", "most": 1, "hours": cooldown_minutes / 60})
    if budget:
        limits.append({"of": "points", "per": "all", "within": "ever", "most": budget})
    rows = {
        "audience": [{"role": role}] if role else [],
        "conditions": conditions,
        "limits": limits,
        "rewards": [{"kind": "points", "amount": points}] if points else [],
    }
    return WORDS | rows | others


def replayed(version: RuleVersion, *, now: datetime) -> Replay:
    return replay(version, read_month(version.rule.deed, now=now))
