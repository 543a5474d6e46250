from typing import Any

from rest_framework import serializers


class ParticipantSerializer(serializers.Serializer[Any]):
    user = serializers.IntegerField()
    name = serializers.CharField()
    headline = serializers.CharField()
    company = serializers.CharField(allow_null=True)
    role = serializers.CharField()
    delivered = serializers.IntegerField()
    read = serializers.IntegerField(allow_null=True, help_text="Null where either side hides read receipts.")
    joined_at = serializers.DateTimeField()
    left_at = serializers.DateTimeField(allow_null=True)
    rev = serializers.IntegerField()


class PersonalStateSerializer(serializers.Serializer[Any]):
    is_muted = serializers.BooleanField()
    is_pinned = serializers.BooleanField()
    archived_at = serializers.DateTimeField(allow_null=True)
    snoozed_until = serializers.DateTimeField(allow_null=True)
    marked_unread = serializers.BooleanField()
    draft = serializers.CharField()
    draft_preset = serializers.IntegerField(allow_null=True, help_text="The preset that the draft began as.")
    read = serializers.IntegerField()
