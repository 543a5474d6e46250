import datetime
from typing import ClassVar

import django_filters
from django.core.exceptions import ValidationError
from django_filters.fields import IsoDateTimeField

from apps.feedback.tickets.labels import Area, Category
from apps.feedback.tickets.lifecycle import Status
from apps.feedback.tickets.models import Ticket


class UtcDateTimeField(IsoDateTimeField):
    """Moments in UTC: databases refuse zones that ISO 8601 allows (+19:31)."""

    def to_python(self, value: object) -> datetime.datetime | None:
        moment = super().to_python(value)
        try:
            return moment and moment.astimezone(datetime.UTC)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class UtcDateTimeFilter(django_filters.IsoDateTimeFilter):
    field_class = UtcDateTimeField


class TicketFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(choices=Status.choices)
    category = django_filters.MultipleChoiceFilter(choices=Category.choices)
    area = django_filters.MultipleChoiceFilter(choices=Area.choices)
    created_from = UtcDateTimeFilter(field_name="created_at", lookup_expr="gte")
    created_before = UtcDateTimeFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = Ticket
        fields: ClassVar[list[str]] = []
