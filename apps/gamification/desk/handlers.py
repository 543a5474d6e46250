from contextlib import suppress

from django.db.models import Q
from django.urls import reverse

from apps.accounts.models import User
from apps.errors import Conflict
from apps.events.registry import handles
from apps.experiments.events import ExperimentStopped
from apps.experiments.models import Experiment
from apps.gamification.awards.events import BudgetBurnt
from apps.gamification.desk.kinds import BUDGET_BURNT, GUARDRAIL_BROKEN
from apps.gamification.rules.models import Rule
from apps.gamification.rules.services import pause_rule
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify


@handles(ExperimentStopped)
def tell_of_a_broken_guardrail(event: ExperimentStopped) -> None:
    experiment = Experiment.objects.filter(pk=event.experiment).first()
    if not event.measure or experiment is None:
        return
    facts = {"name_en": experiment.name_en, "name_zh": experiment.name_zh, "measure": event.measure}
    url = reverse("admin:experiments_experiment_report", args=[experiment.pk])
    _tell(GUARDRAIL_BROKEN, cause=f"experiment:{experiment.pk}:stopped", facts=facts, url=url)


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
    _tell(BUDGET_BURNT, cause=f"version:{event.version}:budget", facts=facts, url=url)


def _tell(kind: Kind, *, cause: str, facts: dict[str, str], url: str) -> None:
    """Whoever looks after the incentives, once each."""
    may = Q(is_superuser=True) | Q(groups__name="incentives")
    for operator in User.objects.filter(may, is_staff=True, is_active=True).distinct().order_by("pk"):
        notify(person=operator, kind=kind, cause=cause, facts=facts, url=url)
