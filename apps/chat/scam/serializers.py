from typing import Any

from rest_framework import serializers

from apps.chat.scam.models import Family


class WarningSerializer(serializers.Serializer[Any]):
    """What the reader is warned of; the sender isn't told."""

    message = serializers.IntegerField()
    family = serializers.ChoiceField(Family.choices)
    text = serializers.CharField(help_text="What is wrong, in the reader's language.")
