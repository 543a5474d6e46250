from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.gamification.quests.selectors import MissionState


class StepSerializer(serializers.Serializer[Any]):
    deed = serializers.CharField(source="step.deed")
    title = serializers.CharField(source="step.title")
    hint = serializers.CharField(source="step.hint")
    done_at = serializers.DateTimeField(allow_null=True)


class MissionSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(source="mission.key")
    title = serializers.CharField(source="mission.title")
    intro = serializers.CharField(source="mission.intro")
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    completed_at = serializers.SerializerMethodField()
    steps = StepSerializer(many=True)

    def get_completed_at(self, state: MissionState) -> datetime | None:
        return state.completed_at
