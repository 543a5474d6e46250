from typing import ClassVar

import django_filters
from django.db.models import QuerySet

from apps.notifications.deciding.models import Notification
from apps.notifications.deciding.registry import KindGroup, all_kinds


class NotificationFilter(django_filters.FilterSet):
    unread = django_filters.BooleanFilter(field_name="read_at", lookup_expr="isnull")
    group = django_filters.ChoiceFilter(choices=KindGroup.choices, method="narrow")

    class Meta:
        model = Notification
        fields: ClassVar = ["unread", "group"]

    def narrow(self, queryset: QuerySet[Notification], name: str, value: str) -> QuerySet[Notification]:
        return queryset.filter(kind__in=[kind.key for kind in all_kinds() if kind.group == value])
