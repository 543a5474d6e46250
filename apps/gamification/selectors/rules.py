from apps.accounts.models import User
from apps.gamification.models import Rule, RuleVersion


def rules_in_force(*, deed: str = "") -> list[RuleVersion]:
    """The version by which each live rule (for this kind of deed, or any) decides now; most points first."""
    published = RuleVersion.objects.filter(rule__state=Rule.State.LIVE, published_at__isnull=False)
    if deed:
        published = published.filter(rule__deed=deed)
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
