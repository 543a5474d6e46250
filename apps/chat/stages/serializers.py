from typing import Any

from rest_framework import serializers

from apps.chat.conversations.models import Conversation


class StageSerializer(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(Conversation.Stage.choices)
    words = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=2000,
        help_text="For closing: the no that the other side reads. Needed while they wait for an answer.",
    )
