from typing import Any

from rest_framework import serializers


class WaitingSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    count = serializers.IntegerField()
    since = serializers.DateTimeField(allow_null=True, help_text="Since when the one who waits longest does.")


class TeamSummarySerializer(serializers.Serializer[Any]):
    """What waits for one's company."""

    people = WaitingSerializer(many=True, help_text="By who is waited for; the oldest first, at most 50.")
    jobs = WaitingSerializer(many=True, help_text="By job; the oldest first, at most 50.")


class UnansweredSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField()
    candidate = serializers.IntegerField(allow_null=True)
    candidate_name = serializers.CharField()
    job = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    stage = serializers.CharField()
    waiting_for = serializers.IntegerField(allow_null=True)
    waiting_for_name = serializers.CharField()
    waiting_since = serializers.DateTimeField(allow_null=True)
