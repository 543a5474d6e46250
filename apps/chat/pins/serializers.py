from typing import Any

from rest_framework import serializers

from apps.chat.messages.serializers import MessageSerializer


class PinnedSerializer(serializers.Serializer[Any]):
    message = MessageSerializer()
    by = serializers.IntegerField(allow_null=True)
    pinned_at = serializers.DateTimeField()


class SetPinSerializer(serializers.Serializer[Any]):
    on = serializers.BooleanField(default=True)
