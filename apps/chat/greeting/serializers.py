from typing import Any

from rest_framework import serializers

from apps.chat.messages.serializers import BodyField


class GreetSerializer(serializers.Serializer[Any]):
    job = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    candidate = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, help_text="Left out by candidates: it is they."
    )
    body = BodyField()
    client_id = serializers.UUIDField(required=False)
    origin = serializers.ChoiceField(["typed", "preset", "suggested"], default="typed")
    preset = serializers.IntegerField(min_value=1, max_value=2**63 - 1, allow_null=True, default=None)
