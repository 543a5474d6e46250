from typing import Any

from rest_framework import serializers

from apps.chat.conversations.models import Conversation


class StageSerializer(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(Conversation.Stage.choices)
