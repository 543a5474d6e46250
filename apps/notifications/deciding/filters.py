from typing import ClassVar

import django_filters

from apps.notifications.deciding.models import Notification


class NotificationFilter(django_filters.FilterSet):
    unread = django_filters.BooleanFilter(field_name="read_at", lookup_expr="isnull")

    class Meta:
        model = Notification
        fields: ClassVar = ["unread"]
