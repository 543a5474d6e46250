"""A rule's life: draft → dry run → live ⇄ paused → retired. Each step is kept in the rule's history."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import Conflict, InvalidInput
from apps.gamification.deeds.registry import kind_of
from apps.gamification.rules.models import Rule, RuleVersion
from apps.gamification.rules.offers import check_forms
from apps.gamification.rules.rows import check_audience, check_conditions, check_limits, check_rewards


class RuleInOtherState(Conflict):
    code = "rule_in_other_state"
    message = _("The rule isn't in a state that allows this.")


@transaction.atomic
def publish_rule(*, version: RuleVersion, operator: User | None, now: datetime) -> RuleVersion:
    """Makes the version the rule's newest published one, the rule live, and its name the version's. Raises Conflict
    when a newer one is published, and InvalidInput when a row can't apply."""
    rule = Rule.objects.select_for_update().get(pk=version.rule_id)
    if rule.state == Rule.State.RETIRED:
        raise RuleInOtherState(_("A retired rule stays retired. Make a new one."))
    if rule.versions.filter(published_at__isnull=False, number__gt=version.number).exists():
        raise Conflict(_("A newer version of this rule is already published."))
    if version.pk:
        version.refresh_from_db()  # as a colleague may have left it meanwhile: what wasn't checked isn't published
    check_version(version)
    if version.published_at is None:
        version.published_at, version.published_by = now, operator
        version.save()
    rule.state = Rule.State.LIVE
    rule.name_en, rule.name_zh = version.name_en, version.name_zh
    rule.save(update_fields=["state", "name_en", "name_zh"])
    return version


def check_version(version: RuleVersion) -> None:
    """Raises InvalidInput, with its field, for a row that can't apply to the kind of deed, and for a version that could
    never pay or settle."""
    kind = kind_of(version.rule.deed)
    check_audience(version.audience)
    check_conditions(kind, version.conditions)
    check_limits(kind, version.limits)
    check_rewards(version.rewards)
    check_forms(version)
    if not version.points and any(limit.of == "points" for limit in version.limit_rows):
        raise InvalidInput(_("A rule that gives no points can't be limited by points."), field="limits")
    if version.settling == RuleVersion.Settling.RECIPROCATED:
        if kind.confirmed_by is None:
            raise InvalidInput(_("Nobody can confirm this kind of deed; settle it without."), field="settling")
        if version.settle_within_days == 0:
            raise InvalidInput(_("Give the other side at least one day to answer."), field="settle_within_days")


@transaction.atomic
def pause_rule(*, rule: Rule) -> Rule:
    """Stops new decisions; pending awards still settle."""
    return _move(rule, Rule.State.PAUSED, allowed_from={Rule.State.LIVE})


@transaction.atomic
def resume_rule(*, rule: Rule) -> Rule:
    """A paused rule decides again, by its newest published version."""
    return _move(rule, Rule.State.LIVE, allowed_from={Rule.State.PAUSED})


@transaction.atomic
def retire_rule(*, rule: Rule) -> Rule:
    """Ends the rule for good; pending awards still settle."""
    return _move(rule, Rule.State.RETIRED, allowed_from={Rule.State.DRAFT, Rule.State.LIVE, Rule.State.PAUSED})


def _move(rule: Rule, state: Rule.State, *, allowed_from: set[Rule.State]) -> Rule:
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if rule.state not in allowed_from:
        raise RuleInOtherState
    rule.state = state
    rule.save(update_fields=["state"])
    return rule


def next_number(rule: Rule) -> int:
    """The number of the rule's next version."""
    return (rule.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
