from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from apps.accounts.models import User
from apps.gamification.desk.kinds import RULE_IS_ODD
from apps.gamification.desk.selectors import rules_of_the_week
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import notify


def tell_of_odd_weeks(*, now: datetime) -> None:
    """Once a rule and calendar week: that what it gives is far from the week before."""
    year, week, _day = now.isocalendar()
    for one in rules_of_the_week(now=now):
        if one.is_odd:
            names = {"name_en": one.rule.name_en, "name_zh": one.rule.name_zh}
            tell_operators(
                RULE_IS_ODD,
                cause=f"rule:{one.rule.pk}:odd:{year}-{week}",
                facts=names | {"now": one.settled, "before": one.before},
                url=reverse("admin:gamification_rulecost_changelist"),
            )


def tell_operators(kind: Kind, *, cause: str, facts: Mapping[str, object], url: str) -> None:
    """Whoever looks after the incentives, once each."""
    may = Q(is_superuser=True) | Q(groups__name="incentives")
    for operator in User.objects.filter(may, is_staff=True, is_active=True).distinct().order_by("pk"):
        notify(person=operator, kind=kind, cause=cause, facts=facts, url=url)
