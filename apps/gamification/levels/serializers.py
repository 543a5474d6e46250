from typing import Any

from rest_framework import serializers

from apps.gamification.levels.ladder import unlocks
from apps.gamification.levels.models import Level


class LevelSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    name = serializers.CharField()
    points = serializers.IntegerField(help_text="Settled points from which on one has it.")
    margin = serializers.IntegerField(help_text="Who has it keeps it with so many points less.")
    grace_days = serializers.IntegerField(help_text="Below the margin it is kept for so long.")
    unlocks = serializers.SerializerMethodField(help_text="What it gives above what everybody has, in words.")

    def get_unlocks(self, level: Level) -> list[str]:
        return unlocks(level)
