"""Recognition as API clients read it, words included: they are made in the language of who asks."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.gamification.levels import unlocks
from apps.gamification.lines import STATES
from apps.gamification.models import Level
from apps.gamification.selectors import MissionState


class LevelSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    name = serializers.CharField()
    points = serializers.IntegerField(help_text="Settled points from which on one has it.")
    unlocks = serializers.SerializerMethodField(help_text="What it gives above what everybody has, in words.")

    def get_unlocks(self, level: Level) -> list[str]:
        return unlocks(level)


class ProgressSerializer(serializers.Serializer[Any]):
    points = serializers.IntegerField(help_text="Settled; these make the level.")
    pending = serializers.IntegerField(help_text="Waiting for the other side's earnest answer.")
    level = LevelSerializer(allow_null=True)
    next_level = LevelSerializer(allow_null=True)


class LineSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="line.decision.pk")
    rule = serializers.CharField(source="line.decision.rule.key")
    title = serializers.CharField(source="line.title", help_text="What was done.")
    state = serializers.ChoiceField(choices=list(STATES), source="line.state")
    points = serializers.IntegerField(source="line.points", help_text="What counts, or may still count.")
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


class RuleSerializer(serializers.Serializer[Any]):
    """A rule in force, in numbers and in words made from them."""

    key = serializers.CharField(source="version.rule.key")
    version = serializers.IntegerField(source="version.number")
    in_force_since = serializers.DateTimeField(source="version.published_at")
    name = serializers.CharField(source="version.rule.name")
    why = serializers.CharField(source="version.rule.why")
    deed = serializers.CharField(source="version.rule.deed")
    role = serializers.CharField(source="version.role", help_text="Empty: for everybody.")
    points = serializers.IntegerField(source="version.points")
    who = serializers.CharField()
    conditions = serializers.ListField(child=serializers.CharField())
    settles = serializers.CharField()
    limits = serializers.ListField(child=serializers.CharField())


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


class PreferencesSerializer(serializers.Serializer[Any]):
    hides_all = serializers.BooleanField(help_text="No points, levels or missions anywhere.")
    hides_popups = serializers.BooleanField(help_text="No `award` frames for celebrations.")
