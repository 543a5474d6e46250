from typing import Any

from rest_framework import serializers

from apps.chat.interviews.selectors import LISTS
from apps.chat.interviews.wording import STATES


class InterviewListInputSerializer(serializers.Serializer[Any]):
    show = serializers.ChoiceField(choices=list(LISTS), default="upcoming")


class InterviewSerializer(serializers.Serializer[Any]):
    """An interview of one's own. `id` is its card's message; what can be done with it, the card says. `when` and
    `zone` are words on the reader's clock."""

    id = serializers.IntegerField()
    conversation = serializers.IntegerField()
    name = serializers.CharField(help_text="Whom one meets.")
    job = serializers.CharField(allow_blank=True)
    company = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=list(STATES.items()))
    state_words = serializers.CharField()
    outcome_words = serializers.CharField(allow_blank=True)
    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    when = serializers.CharField(allow_blank=True)
    zone = serializers.CharField(allow_blank=True)
    way = serializers.CharField(allow_blank=True)
    length = serializers.CharField(allow_blank=True)
    place = serializers.CharField(allow_blank=True)
    has_calendar = serializers.BooleanField()
