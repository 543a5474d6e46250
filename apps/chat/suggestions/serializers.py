from typing import Any

from rest_framework import serializers

from apps.chat.suggestions.models import Suggestion


class SuggestionSerializer(serializers.ModelSerializer[Suggestion]):
    question = serializers.IntegerField(source="question_id", help_text="The message that asks.")

    class Meta:
        model = Suggestion
        fields = ("id", "question", "text", "topic", "source", "shown_at", "taken_at")
        read_only_fields = fields


class SuggestionsSerializer(serializers.Serializer[Any]):
    results = SuggestionSerializer(many=True)
