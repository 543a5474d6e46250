from typing import Any, ClassVar

from rest_framework import serializers

from apps.chat.availability.models import AwayReply


class ReplyWindowSerializer(serializers.Serializer[Any]):
    from_hour = serializers.IntegerField(allow_null=True)
    to_hour = serializers.IntegerField(allow_null=True)
    within_minutes = serializers.IntegerField()
    text = serializers.CharField()


class AwayReplySerializer(serializers.ModelSerializer[AwayReply]):
    class Meta:
        model = AwayReply
        fields = ("text", "is_on", "until")
        extra_kwargs: ClassVar = {"text": {"required": True}, "is_on": {"required": True}}
