from typing import ClassVar

import django_filters

from apps.feedback.ratings.models import ConversationRating


class RatingFilter(django_filters.FilterSet):
    conversation = django_filters.NumberFilter(field_name="conversation_id", max_value=2**63 - 1, min_value=1)

    class Meta:
        model = ConversationRating
        fields: ClassVar[list[str]] = []
