from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from apps.chat.conversations.models import Conversation, Participant
from apps.chat.inbox.selectors import Section
from apps.chat.reading.catching_up import from_cursor


class InboxFilter(django_filters.FilterSet):
    """Filters over one person's inbox."""

    section = django_filters.ChoiceFilter(choices=Section.choices)
    stage = django_filters.ChoiceFilter(choices=Conversation.Stage.choices, field_name="conversation__stage")
    kind = django_filters.ChoiceFilter(choices=Conversation.Kind.choices, field_name="conversation__kind")
    job = django_filters.NumberFilter(
        field_name="conversation__job", min_value=1, max_value=2**63 - 1, decimal_places=0, method="by_job"
    )
    changed_since = django_filters.CharFilter(
        method="changed", help_text="A cursor: entries that changed after it, with a small overlap."
    )

    class Meta:
        model = Participant
        fields: tuple[str, ...] = ()

    def by_job(self, participants: QuerySet[Participant], name: str, value: Any) -> QuerySet[Participant]:
        return participants.filter(conversation__job=int(value))

    def changed(self, participants: QuerySet[Participant], name: str, value: str) -> QuerySet[Participant]:
        since = from_cursor(value)
        return participants.filter(Q(updated_at__gte=since) | Q(conversation__updated_at__gte=since))
