from typing import Any

from rest_framework import serializers

from apps.chat.translation.models import Translation


class TranslationSerializer(serializers.Serializer[Any]):
    """A message in the reader's language; the original stays as it is."""

    message = serializers.IntegerField()
    language = serializers.CharField()
    state = serializers.ChoiceField(Translation.State.choices)
    text = serializers.CharField(help_text="Empty until it is `done`. As a model said it: show it as text alone.")
    detail = serializers.CharField(help_text="Why it failed, in the reader's words.")
