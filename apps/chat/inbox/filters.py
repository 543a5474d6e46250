from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.people.access import person_of
from apps.chat.candidates.models import CandidateRecord
from apps.chat.candidates.selectors import tagged
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.sections import QUEUE_ORDER, Section
from apps.chat.mentions.selectors import unread_mentions
from apps.chat.reading.catching_up import from_cursor


class InboxFilter(django_filters.FilterSet):
    """Filters over one person's inbox."""

    section = django_filters.ChoiceFilter(choices=Section.choices)
    stage = django_filters.ChoiceFilter(choices=Conversation.Stage.choices, field_name="conversation__stage")
    kind = django_filters.ChoiceFilter(choices=Conversation.Kind.choices, field_name="conversation__kind")
    job = django_filters.NumberFilter(
        field_name="conversation__job", min_value=1, max_value=2**63 - 1, decimal_places=0, method="by_job"
    )
    tag = django_filters.NumberFilter(
        min_value=1, max_value=2**63 - 1, decimal_places=0, method="by_tag", help_text="A tag of one's company."
    )
    order = django_filters.ChoiceFilter(
        choices=[("newest", _("newest first")), ("queue", _("as in the page: who has waited longest first"))],
        method="ordered",
        help_text="`newest`: what moved last first. `queue`: what waits for the reader first, longest waiting first.",
    )
    mentioned = django_filters.BooleanFilter(
        method="by_mention", help_text="`true`: where somebody named the reader in what they haven't read yet."
    )
    changed_since = django_filters.CharFilter(
        method="changed", help_text="A cursor: entries that changed after it, with a small overlap."
    )

    class Meta:
        model = Participant
        fields: tuple[str, ...] = ()

    def by_job(self, participants: QuerySet[Participant], name: str, value: Any) -> QuerySet[Participant]:
        return participants.filter(conversation__job=int(value))

    def by_mention(self, participants: QuerySet[Participant], name: str, value: bool) -> QuerySet[Participant]:
        return participants.filter(unread_mentions() if value else ~unread_mentions())

    def ordered(self, participants: QuerySet[Participant], name: str, value: str) -> QuerySet[Participant]:
        return participants.order_by(*QUEUE_ORDER) if value == "queue" else participants

    def by_tag(self, participants: QuerySet[Participant], name: str, value: Any) -> QuerySet[Participant]:
        found = tagged(person_of(self.request), int(value)) if self.request else CandidateRecord.objects.none()
        return participants.filter(conversation__candidate__in=found.values("candidate"))

    def changed(self, participants: QuerySet[Participant], name: str, value: str) -> QuerySet[Participant]:
        since = from_cursor(value)
        return participants.filter(Q(updated_at__gte=since) | Q(conversation__updated_at__gte=since))
