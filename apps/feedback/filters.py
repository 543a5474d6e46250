from typing import ClassVar

import django_filters

from apps.feedback.lifecycle import Status
from apps.feedback.models import Area, Category, ConversationRating, Ticket


class TicketFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(choices=Status.choices)
    category = django_filters.MultipleChoiceFilter(choices=Category.choices)
    area = django_filters.MultipleChoiceFilter(choices=Area.choices)
    created_from = django_filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="gte")
    created_before = django_filters.IsoDateTimeFilter(field_name="created_at", lookup_expr="lt")

    class Meta:
        model = Ticket
        fields: ClassVar[list[str]] = []


class RatingFilter(django_filters.FilterSet):
    conversation = django_filters.NumberFilter(field_name="conversation_id", max_value=2**63 - 1, min_value=1)

    class Meta:
        model = ConversationRating
        fields: ClassVar[list[str]] = []
