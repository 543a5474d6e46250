from contextlib import suppress

from django.urls import reverse

from apps.errors import Conflict
from apps.events.registry import handles
from apps.experiments.events import ExperimentStopped
from apps.experiments.models import Experiment
from apps.gamification.awards.events import BudgetBurnt
from apps.gamification.desk.kinds import BUDGET_BURNT, GUARDRAIL_BROKEN
from apps.gamification.desk.services import tell_operators
from apps.gamification.rules.models import Rule
from apps.gamification.rules.services import pause_rule


@handles(ExperimentStopped)
def tell_of_a_broken_guardrail(event: ExperimentStopped) -> None:
    experiment = Experiment.objects.filter(pk=event.experiment).first()
    if not event.measure or experiment is None:
        return
    facts = {"name_en": experiment.name_en, "name_zh": experiment.name_zh, "measure": event.measure}
    url = reverse("admin:experiments_experiment_report", args=[experiment.pk])
    tell_operators(GUARDRAIL_BROKEN, cause=f"experiment:{experiment.pk}:stopped", facts=facts, url=url)


@handles(BudgetBurnt)
def pause_a_rule_without_budget(event: BudgetBurnt) -> None:
    """Only while the version that ran out is in force: a newer one may have a budget again."""
    rule = Rule.objects.filter(pk=event.rule, state=Rule.State.LIVE).first()
    if rule is None:
        return
    newest = rule.versions.filter(published_at__isnull=False).order_by("-number").first()
    if newest is None or newest.pk != event.version:
        return
    with suppress(Conflict):  # somebody paused or retired it in between
        pause_rule(rule=rule)
    facts = {"name_en": rule.name_en, "name_zh": rule.name_zh}
    url = reverse("admin:gamification_rule_change", args=[rule.pk])
    tell_operators(BUDGET_BURNT, cause=f"version:{event.version}:budget", facts=facts, url=url)
