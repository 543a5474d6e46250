from typing import Any

from rest_framework import serializers

from apps.chat.candidates.models import CandidateRecord
from apps.chat.candidates.services import MAX_NOTE, MAX_TAG


class TagSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class NoteSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    author = serializers.IntegerField()
    author_name = serializers.CharField()
    text = serializers.CharField()
    created_at = serializers.DateTimeField()


class RecordSerializer(serializers.Serializer[Any]):
    """What one's company keeps about a candidate."""

    candidate = serializers.IntegerField()
    standing = serializers.ChoiceField(CandidateRecord.Standing.choices)
    tags = TagSerializer(many=True)
    notes = NoteSerializer(many=True, help_text="Newest first, at most 100.")


class StandingInputSerializer(serializers.Serializer[Any]):
    standing = serializers.ChoiceField(CandidateRecord.Standing.choices, allow_blank=True)


class NoteInputSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=MAX_NOTE)


class TagInputSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=MAX_TAG)
