"""What an invitation and its actions are made from."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.chat.interviews.slots import MINUTES
from apps.chat.interviews.wording import CANCEL_REASONS, DECLINE_REASONS, WAYS

MOST_TYPED = 40


class TimesField(serializers.ListField):
    """Times as ISO 8601; without an offset they are on the clock of who gives them. Empty ones don't count."""

    child = serializers.CharField(max_length=40, allow_blank=True)

    def to_internal_value(self, data: Any) -> list[Any]:
        if isinstance(data, list):
            data = [one for one in data if one != ""]
        return super().to_internal_value(data)


class TimesFields(serializers.Serializer[Any]):
    slots = TimesField(max_length=MOST_TYPED, default=list, label=_("Times"))
    anyway = serializers.BooleanField(
        default=False, help_text="Offer times, too, at which one has another interview oneself."
    )


class WordsFields(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class InviteFields(TimesFields):
    minutes = serializers.ChoiceField(choices=MINUTES, default=45)
    way = serializers.ChoiceField(choices=list(WAYS.items()), default="video")
    place = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class OtherTimesFields(TimesFields, WordsFields):
    """Other times, with a word to them."""


class SlotFields(serializers.Serializer[Any]):
    slot = serializers.CharField(max_length=40, help_text="One of the times on offer.")


class DeclineFields(WordsFields):
    reason = serializers.ChoiceField(choices=list(DECLINE_REASONS.items()))


class CancelFields(WordsFields):
    reason = serializers.ChoiceField(choices=list(CANCEL_REASONS.items()))
