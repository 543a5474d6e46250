from collections.abc import Collection

from apps.accounts.models import User
from apps.gamification.rules.models import Rule, RuleVersion


def rules_in_force(*, deeds: Collection[str] | None = None) -> list[RuleVersion]:
    """The version by which each live rule (for these kinds of deed, or any) decides now; most points first."""
    published = RuleVersion.objects.filter(rule__state=Rule.State.LIVE, published_at__isnull=False)
    if deeds is not None:
        published = published.filter(rule__deed__in=deeds)
    newest: dict[int, RuleVersion] = {}
    for version in published.select_related("rule").order_by("rule_id", "-number"):
        newest.setdefault(version.rule_id, version)
    return sorted(newest.values(), key=lambda version: (-version.points, version.rule.key))


def rules_for(person: User | None) -> tuple[list[RuleVersion], list[RuleVersion]]:
    """Those that concern the person (all, for a stranger), and the others."""
    versions = rules_in_force()
    if person is None:
        return versions, []
    mine = [version for version in versions if version.role in ("", person.role)]
    return mine, [version for version in versions if version not in mine]
