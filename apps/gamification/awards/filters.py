from typing import ClassVar

import django_filters
from django.db.models import QuerySet

from apps.gamification.awards.selectors import SHOWS, narrowed
from apps.gamification.rules.models import RuleDecision


class LedgerFilter(django_filters.FilterSet):
    show = django_filters.ChoiceFilter(choices=[(show, show) for show in SHOWS], method="filter_show")

    class Meta:
        model = RuleDecision
        fields: ClassVar = ["show"]

    def filter_show(self, decisions: QuerySet[RuleDecision], name: str, value: str) -> QuerySet[RuleDecision]:
        return narrowed(decisions, value)
