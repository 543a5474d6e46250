from typing import Any

from rest_framework import serializers


class TipStepSerializer(serializers.Serializer[Any]):
    place = serializers.CharField(help_text="The `data-place` of the element beside which it stands.")
    title = serializers.CharField(help_text="In my language.")
    body = serializers.CharField(help_text="In my language.")


class TipSerializer(serializers.Serializer[Any]):
    """One step is a tip, up to four are a tour."""

    slug = serializers.CharField()
    steps = TipStepSerializer(many=True)


class ListedTipSerializer(TipSerializer):
    shown_at = serializers.DateTimeField(allow_null=True, help_text="When it came up; null where it hasn't.")
    is_done = serializers.BooleanField(help_text="Whether I did what it is about.")


class FittingTipSerializer(serializers.Serializer[Any]):
    tip = TipSerializer(allow_null=True, help_text="Null where nothing fits now.")


class TipSeenSerializer(serializers.Serializer[Any]):
    is_shown = serializers.BooleanField(
        help_text="Whether to show it. False where it came up before, or it isn't time."
    )


class TipChoiceSerializer(serializers.Serializer[Any]):
    is_on = serializers.BooleanField(help_text="False: no more tips.")
