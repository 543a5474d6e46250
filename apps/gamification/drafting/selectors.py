from django.db.models import QuerySet

from apps.errors import NotFound
from apps.gamification.drafting.models import DryRun
from apps.gamification.rules.models import Rule, RuleVersion


def newest_version(rule: Rule) -> RuleVersion | None:
    return RuleVersion.objects.filter(rule=rule).select_related("rule").order_by("-number").first()


def dry_runs_of(rule: Rule) -> QuerySet[DryRun]:
    """The newest first."""
    return DryRun.objects.filter(version__rule=rule).select_related("version__rule", "in_force", "asked_by")


def dry_run_of(version: RuleVersion, chosen: str) -> DryRun | None:
    """The one with this number among those of the version's rule; without a number the newest of the version itself.
    Raises NotFound."""
    runs = dry_runs_of(version.rule)
    if not chosen:
        return runs.filter(version=version).first()
    run = runs.filter(pk=chosen).first() if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19 else None
    if run is None:
        raise NotFound
    return run
