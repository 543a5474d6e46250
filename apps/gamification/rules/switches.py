"""A rule as something that can be compared: with people who go without it for a while."""

from collections.abc import Iterable

from apps.experiments.switches import Switch, register_switches
from apps.gamification.rules.models import Rule

PREFIX = "rule:"
NOTICE_DAYS = 7
"""Who will go without what the rules page promises them is told for so long before."""


def switch_key(rule_key: str) -> str:
    return f"{PREFIX}{rule_key}"


def rule_switches() -> Iterable[Switch]:
    """A draft promises nothing yet: its comparison can begin with it."""
    for rule in Rule.objects.exclude(state=Rule.State.RETIRED):
        is_promised = rule.state != Rule.State.DRAFT
        yield Switch(
            key=switch_key(rule.key),
            title=rule.name,
            notice_days=NOTICE_DAYS if is_promised else 0,
            counts=frozenset({rule.deed}),
        )


register_switches(rule_switches)
