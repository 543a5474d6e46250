from typing import Any, ClassVar

from rest_framework import serializers

from apps.feedback.releases.models import Release


class ReleasedTopic(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()


class ReleaseOutput(serializers.ModelSerializer[Release]):
    """A release in the reader's language. `contributors` are the names of those who asked for it and agreed to be
    named."""

    title = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    topics = ReleasedTopic(many=True, source="shown_topics", read_only=True)
    contributors = serializers.SerializerMethodField()

    class Meta:
        model = Release
        fields: ClassVar = ["id", "version", "title", "text", "topics", "contributors", "published_at"]

    def get_contributors(self, release: Release) -> list[str]:
        return list(self.context["names"][release.pk])


class CreditInput(serializers.Serializer[Any]):
    nickname = serializers.CharField(max_length=30)


class CreditOutput(serializers.Serializer[Any]):
    nickname = serializers.CharField()
