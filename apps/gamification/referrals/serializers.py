from typing import Any

from rest_framework import serializers

from apps.gamification.referrals.selectors import State


class InvitedSerializer(serializers.Serializer[Any]):
    """One who came by my link; who it is isn't said."""

    joined_at = serializers.DateTimeField(source="referral.joined_at")
    state = serializers.ChoiceField(choices=[state.value for state in State])
    words = serializers.CharField()


class InvitationsSerializer(serializers.Serializer[Any]):
    address = serializers.URLField(help_text="My link.")
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = InvitedSerializer(many=True)
