from typing import Any

from rest_framework import serializers

from apps.accounts.people.serializers import ClockField
from apps.chat.availability.forms import LANGUAGES
from apps.chat.availability.models import AwayReply, AwayText
from apps.chat.availability.office_hours import COUNTRIES


class ReplyWindowSerializer(serializers.Serializer[Any]):
    from_hour = serializers.IntegerField(allow_null=True)
    to_hour = serializers.IntegerField(allow_null=True)
    within_minutes = serializers.IntegerField()
    text = serializers.CharField()


class OfficeHoursSerializer(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="0 is Monday.")
    begin = ClockField()
    end = ClockField(help_text="00:00 for midnight.")


class AwayTextSerializer(serializers.Serializer[Any]):
    occasion = serializers.ChoiceField(choices=AwayText.Occasion.choices)
    language = serializers.ChoiceField(choices=list(LANGUAGES.items()))
    text = serializers.CharField(max_length=1000)


class AwayReplySerializer(serializers.Serializer[AwayReply]):
    """What is left out of the last four stays as it was."""

    text = serializers.CharField(max_length=1000, allow_blank=True)
    is_on = serializers.BooleanField()
    until = serializers.DateTimeField(required=False, allow_null=True)
    by_hours = serializers.BooleanField(required=False, help_text="Whether it answers outside the office hours.")
    holiday_country = serializers.ChoiceField(choices=list(COUNTRIES.items()), required=False, allow_blank=True)
    hours = OfficeHoursSerializer(many=True, required=False)
    texts = AwayTextSerializer(many=True, required=False)
