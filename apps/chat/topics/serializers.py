from typing import Any

from rest_framework import serializers


class ChipSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    topic = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    question = serializers.CharField()
    evidence = serializers.CharField(help_text="The words that leave the topic open, where there are any.")
