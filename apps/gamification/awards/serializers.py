from typing import Any

from rest_framework import serializers

from apps.gamification.awards.wording import STATES
from apps.gamification.levels.serializers import LevelSerializer


class ProgressSerializer(serializers.Serializer[Any]):
    points = serializers.IntegerField(help_text="Settled; these make the level.")
    pending = serializers.IntegerField(help_text="Waiting for the other side's earnest answer.")
    coins = serializers.IntegerField(help_text="At hand, for the shop.")
    level = LevelSerializer(allow_null=True)
    next_level = LevelSerializer(allow_null=True)


class LineSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="line.decision.pk")
    award = serializers.IntegerField(source="line.award", allow_null=True, help_text="What an appeal names; or null.")
    rule = serializers.CharField(source="line.decision.rule.key")
    title = serializers.CharField(source="line.title", help_text="What was done.")
    state = serializers.ChoiceField(choices=list(STATES), source="line.state")
    points = serializers.IntegerField(source="line.points", help_text="What counts, or may still count.")
    coins = serializers.IntegerField(source="line.coins", help_text="Given beside the points, or still to come.")
    form = serializers.CharField(source="line.form", help_text="What stands in for points, in words; may be empty.")
    was = serializers.IntegerField(source="line.was", help_text="What it was before it lapsed or was taken back.")
    note = serializers.CharField(source="line.note", help_text="Why, or until when; may be empty.")
    conversation = serializers.IntegerField(allow_null=True, help_text="For who still takes part in it.")
    at = serializers.DateTimeField(source="line.decision.decided_at")


class PointsSerializer(serializers.Serializer[Any]):
    """A page of the ledger, newest first, below the progress."""

    progress = ProgressSerializer()
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = LineSerializer(many=True)
