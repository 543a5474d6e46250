from typing import Any

from rest_framework import serializers

from apps.chat.conversations.models import Conversation
from apps.chat.presets.models import Preset

OWN_SCOPES = [("personal", "Personal"), ("team", "Team")]


class PresetSuggestionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    scope = serializers.ChoiceField(Preset.Scope.choices)
    stage = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField(help_text="Variables are filled in; questions to the sender stay as {?question}.")
    prompts = serializers.ListField(child=serializers.CharField())


class PresetSerializer(serializers.ModelSerializer[Preset]):
    title = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()

    class Meta:
        model = Preset
        fields = ("id", "scope", "stage", "title", "body", "updated_at")

    def get_title(self, preset: Preset) -> str:
        return preset.words(self.context["request"].user.language)[0]

    def get_body(self, preset: Preset) -> str:
        return preset.words(self.context["request"].user.language)[1]


class PresetInputSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=80)
    body = serializers.CharField(max_length=4000)
    scope = serializers.ChoiceField(OWN_SCOPES, default=Preset.Scope.PERSONAL)
    stage = serializers.ChoiceField(Conversation.Stage.choices, allow_blank=True, default="")
