from typing import Any, ClassVar

from rest_framework import serializers

from apps.matching.screening.models import (
    LARGEST_NUMBER,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    QuestionKind,
    ScreeningQuestion,
)


class OptionSerializer(serializers.Serializer[Any]):
    """A choice, in one language at least."""

    en = serializers.CharField(max_length=80, allow_blank=True, default="")
    zh = serializers.CharField(max_length=80, allow_blank=True, default="")


class QuestionInput(serializers.Serializer[Any]):
    lineage = serializers.UUIDField(
        required=False, allow_null=True, help_text="Of the present question that this one replaces."
    )
    kind = serializers.ChoiceField(QuestionKind.choices)
    text_en = serializers.CharField(max_length=200, allow_blank=True, default="")
    text_zh = serializers.CharField(max_length=200, allow_blank=True, default="")
    options = serializers.ListField(child=OptionSerializer(), required=False, max_length=MOST_OPTIONS)
    least = serializers.IntegerField(min_value=0, max_value=LARGEST_NUMBER, allow_null=True, default=None)
    most = serializers.IntegerField(min_value=0, max_value=LARGEST_NUMBER, allow_null=True, default=None)
    unit_en = serializers.CharField(max_length=30, allow_blank=True, default="")
    unit_zh = serializers.CharField(max_length=30, allow_blank=True, default="")


class QuestionsInput(serializers.Serializer[Any]):
    questions = serializers.ListField(child=QuestionInput(), max_length=MOST_QUESTIONS)


class QuestionOutput(serializers.ModelSerializer[ScreeningQuestion]):
    """An answer is, by kind: the place of a choice from 0; 1 or 0; a whole number; a date."""

    options = OptionSerializer(many=True)

    class Meta:
        model = ScreeningQuestion
        fields: ClassVar = [
            *("id", "lineage", "version", "kind", "text_en", "text_zh", "options"),
            *("least", "most", "unit_en", "unit_zh"),
        ]
        read_only_fields: ClassVar = fields


class QuestionsOutput(serializers.Serializer[Any]):
    questions = QuestionOutput(many=True)
