"""A rule as something that can be compared, and what it costs."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from django.db.models import Sum

from apps.experiments.switches import Switch, register_switches
from apps.gamification.awards.worth import entries_that_stand, offers_given, worth
from apps.gamification.rules.models import Rule
from apps.gamification.rules.switches import PREFIX, switch_key

NOTICE_DAYS = 7
"""Who will go without what the rules page promises them is told for so long before."""
AT_ONCE = 2000


def rule_switches() -> Iterable[Switch]:
    """A draft promises nothing yet: its comparison can begin with it."""
    for rule in Rule.objects.exclude(state=Rule.State.RETIRED):
        is_promised = rule.state != Rule.State.DRAFT
        yield Switch(
            key=switch_key(rule.key),
            title=rule.name,
            notice_days=NOTICE_DAYS if is_promised else 0,
            counts=frozenset({rule.deed}),
            points=points_given(rule.pk),
        )


def points_given(rule: int) -> Callable[[Collection[int], datetime, datetime], int]:
    """What the rule's awards for deeds of these people in [since, until) that stand are worth in points."""

    def count(people: Collection[int], since: datetime, until: datetime) -> int:
        entries = entries_that_stand(since=since, until=until).filter(award__rule=rule)
        listed, total = list(people), Sum(worth(offers_given(rule)), default=0)
        parts = (listed[begin : begin + AT_ONCE] for begin in range(0, len(listed), AT_ONCE))
        return sum(entries.filter(award__person__in=part).aggregate(total=total)["total"] for part in parts)

    return count


register_switches(rule_switches, prefix=PREFIX, permission="gamification.change_rule")
