from typing import Any, ClassVar

from rest_framework import serializers

from apps.chat.applications.models import Application, ApplicationAnswer
from apps.chat.messages.outgoing import MAX_BODY


class AnswerOutput(serializers.ModelSerializer[ApplicationAnswer]):
    """`question` and `words` in the reader's language, as they stood when it was tapped."""

    question_id = serializers.IntegerField(read_only=True)
    lineage = serializers.UUIDField(source="question.lineage", read_only=True)
    question = serializers.CharField(source="question.text", read_only=True)
    words = serializers.CharField(read_only=True)

    class Meta:
        model = ApplicationAnswer
        fields: ClassVar = ["question_id", "lineage", "question", "words", "number", "day"]
        read_only_fields: ClassVar = fields


class ApplicationOutput(serializers.ModelSerializer[Application]):
    """`due_at` is when an answer can be expected; null where the company's usual time isn't known."""

    answers = AnswerOutput(many=True)
    title = serializers.CharField(source="conversation.title")

    class Meta:
        model = Application
        fields: ClassVar = [
            *("id", "job", "title", "candidate", "conversation", "with_file", "state"),
            *("sent_at", "due_at", "seen_at", "talking_at", "interview_at", "decided_at", "answers"),
        ]
        read_only_fields: ClassVar = fields


class ApplyInput(serializers.Serializer[Any]):
    """`answers` by the question's id: the place of a choice, 1 or 0, a whole number, or a date."""

    job = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    body = serializers.CharField(max_length=MAX_BODY, required=False, allow_blank=True, default="")
    answers = serializers.DictField(child=serializers.CharField(max_length=40), required=False, default=dict)
    with_file = serializers.BooleanField(default=False)
    client_id = serializers.UUIDField(required=False)
