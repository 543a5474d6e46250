from collections import defaultdict
from collections.abc import Collection

from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.segments.selectors import segments_of
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.registry import house_kinds
from apps.gamification.rules.deciding import is_for, segments_asked
from apps.gamification.rules.models import Rule, RuleVersion


def rules_in_force(*, deeds: Collection[str] | None = None) -> list[RuleVersion]:
    """The version by which each live rule (for these kinds of deed, or any) decides now; most points first."""
    newest: dict[int, RuleVersion] = {}
    now = timezone.now()
    for version in _published(deeds):
        if version.rule.covers(now):
            newest.setdefault(version.rule_id, version)
    return sorted(newest.values(), key=lambda version: (-version.points, version.rule.key))


def versions_for(deeds: Collection[Deed]) -> dict[str, list[RuleVersion]]:
    """By the key of each deed: for each live rule for its kind, the version that was in force when it was done. What
    was done before a rule was published isn't its business."""
    by_kind: defaultdict[str, list[RuleVersion]] = defaultdict(list)
    for version in _published({deed.kind for deed in deeds}):
        by_kind[version.rule.deed].append(version)
    found: dict[str, list[RuleVersion]] = {}
    for deed in deeds:
        in_force: dict[int, RuleVersion] = {}
        for version in by_kind[deed.kind]:
            is_out = version.published_at and version.published_at <= deed.done_at
            if is_out and version.rule.covers(deed.done_at):
                in_force.setdefault(version.rule_id, version)
        found[deed.key] = sorted(in_force.values(), key=lambda version: (-version.points, version.rule.key))
    return found


def _published(deeds: Collection[str] | None) -> list[RuleVersion]:
    """Newest first; without those of the house, which judge nothing."""
    published = RuleVersion.objects.filter(rule__state=Rule.State.LIVE, published_at__isnull=False)
    published = published.exclude(rule__deed__in=house_kinds())
    if deeds is not None:
        published = published.filter(rule__deed__in=deeds)
    return list(published.select_related("rule").order_by("rule_id", "-number"))


def rules_for(person: User | None) -> tuple[list[RuleVersion], list[RuleVersion]]:
    """Those that concern the person (all, for a stranger), and the others."""
    versions = rules_in_force()
    if person is None:
        return versions, []
    segments: Collection[str] = ()
    if any(map(segments_asked, versions)):
        segments = segments_of([person.pk])[person.pk]
    mine = [version for version in versions if is_for(version, person.role, segments)]
    return mine, [version for version in versions if version not in mine]
