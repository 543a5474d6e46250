from typing import ClassVar

from rest_framework import serializers

from apps.feedback.incidents.models import Incident


class IncidentOutput(serializers.ModelSerializer[Incident]):
    """`people` reported it in `week`, more than the `limit` of its chart; `release` was the newest then. `verdict` says
    what the reports since the change showed."""

    title = serializers.CharField(source="topic.title", read_only=True)
    release = serializers.CharField(source="release.version", default=None, allow_null=True, read_only=True)
    team = serializers.CharField(source="team.name", default=None, allow_null=True, read_only=True)

    class Meta:
        model = Incident
        fields: ClassVar = [
            "id",
            "topic",
            "title",
            "linked",
            "release",
            "week",
            "people",
            "limit",
            "state",
            "team",
            "root_cause",
            "change",
            "opened_at",
            "changed_at",
            "verdict",
            "closed_at",
        ]
