from typing import Any, ClassVar

from rest_framework import serializers

from apps.feedback.topics.models import Topic


class TopicOutput(serializers.ModelSerializer[Topic]):
    """A topic in the reader's language. `votes` are distinct people."""

    title = serializers.CharField(read_only=True)
    summary = serializers.CharField(read_only=True)
    votes = serializers.SerializerMethodField()

    class Meta:
        model = Topic
        fields: ClassVar = ["id", "title", "summary", "status", "votes", "created_at", "updated_at"]

    def get_votes(self, topic: Topic) -> int:
        return int(self.context["votes"][topic.pk])


class FixedInput(serializers.Serializer[Any]):
    fixed = serializers.BooleanField()
