from typing import Any

from django.urls import reverse
from rest_framework import serializers

from apps.chat.conversations.models import Conversation
from apps.chat.files.serializers import AttachmentSerializer
from apps.chat.presets.models import Preset, PresetFile

OWN_SCOPES = [("personal", "Personal"), ("job", "Job"), ("team", "Team")]


class PresetSuggestionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    scope = serializers.ChoiceField(Preset.Scope.choices)
    stage = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField(help_text="Variables are filled in; questions to the sender stay as {?question}.")
    prompts = serializers.ListField(child=serializers.CharField())
    keys = serializers.ListField(
        child=serializers.CharField(), help_text="What it is found by: its titles in both languages, and their pinyin."
    )
    files = serializers.ListField(
        child=serializers.CharField(), help_text="Names of what it brings along; `attachments` of the preset copies it."
    )


class PresetFileSerializer(serializers.ModelSerializer[PresetFile]):
    url = serializers.SerializerMethodField()

    class Meta:
        model = PresetFile
        fields = ("id", "name", "content_type", "size", "form", "url")

    def get_url(self, file: PresetFile) -> str:
        return reverse("preset-file", args=[file.preset_id, file.pk])


class PresetFileInputSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="A picture or a document, as for a message.")


class LayOutSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class LaidOutSerializer(serializers.Serializer[Any]):
    results = AttachmentSerializer(many=True)


class PresetSerializer(serializers.ModelSerializer[Preset]):
    title = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()
    files = PresetFileSerializer(many=True, read_only=True)

    class Meta:
        model = Preset
        fields = ("id", "scope", "job", "stage", "title", "body", "files", "updated_at")

    def get_title(self, preset: Preset) -> str:
        return preset.words(self.context["request"].user.language)[0]

    def get_body(self, preset: Preset) -> str:
        return preset.words(self.context["request"].user.language)[1]


class PresetInputSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=80)
    body = serializers.CharField(max_length=4000)
    scope = serializers.ChoiceField(OWN_SCOPES, default=Preset.Scope.PERSONAL)
    stage = serializers.ChoiceField(Conversation.Stage.choices, allow_blank=True, default="")
    job = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        min_value=1,
        max_value=2**63 - 1,
        help_text="The company's job that it belongs to; with the scope `job` alone.",
    )
