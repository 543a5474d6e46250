from typing import Any

from rest_framework import serializers

from apps.gamification.kudos.models import Kudos


class GiveThanksSerializer(serializers.Serializer[Any]):
    to = serializers.IntegerField(help_text="Somebody of `to_thank`.")
    reason = serializers.ChoiceField(choices=Kudos.Reason.choices)


class KudosSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField(source="giver.name", help_text="Who thanks.")
    reason = serializers.CharField()
    given_at = serializers.DateTimeField()


class ToThankSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class ThanksSerializer(serializers.Serializer[Any]):
    """A page of what I received below whom I may thank, and how often today."""

    left = serializers.IntegerField(help_text="How many thanks I may still give today (UTC); they don't add up.")
    to_thank = ToThankSerializer(many=True, help_text="At most 30.")
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = KudosSerializer(many=True)
