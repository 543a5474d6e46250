from typing import Any

from rest_framework import serializers

from apps.chat.conversations.serializers import ParticipantSerializer
from apps.chat.messages.serializers import MessageSerializer


class ChangesSerializer(serializers.Serializer[Any]):
    messages = MessageSerializer(many=True)
    participants = ParticipantSerializer(many=True)
    head_rev = serializers.IntegerField()
    limited = serializers.BooleanField(help_text="Too much changed: show these messages instead of what was shown.")


class PointerSerializer(serializers.Serializer[Any]):
    seq = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class UnreadSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
