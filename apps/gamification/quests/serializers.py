from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.gamification.quests.models import Mission, Occasion
from apps.gamification.quests.selectors import MissionState


class StepSerializer(serializers.Serializer[Any]):
    deed = serializers.CharField(source="step.deed")
    title = serializers.CharField(source="step.title")
    hint = serializers.CharField(source="step.hint")
    value = serializers.IntegerField(help_text="How many count so far; in a team mission of all colleagues.")
    count = serializers.IntegerField(source="step.count", help_text="How many it asks for.")
    counts_when_awarded = serializers.SerializerMethodField(help_text="It counts once an award for it counts.")
    of_different_people = serializers.BooleanField(source="step.of_different_people")
    done_at = serializers.DateTimeField(allow_null=True)

    def get_counts_when_awarded(self, step: Any) -> bool:
        return bool(step.step.counts == "awarded")


class RewardRowSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    amount = serializers.IntegerField()


class StageSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField(source="stage.number")
    title = serializers.CharField(source="stage.title")
    rewards = RewardRowSerializer(source="stage.rewards", many=True)
    passed_at = serializers.DateTimeField(allow_null=True)
    steps = StepSerializer(many=True)


class MissionSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(source="mission.key")
    kind = serializers.ChoiceField(source="mission.kind", choices=Mission.Kind.choices)
    campaign = serializers.CharField(source="mission.campaign.key", default=None, allow_null=True)
    title = serializers.CharField(source="mission.title")
    intro = serializers.CharField(source="mission.intro")
    starts_at = serializers.DateTimeField(source="mission.starts_at", allow_null=True)
    closes_at = serializers.DateTimeField(allow_null=True, help_text="Until when it can be finished.")
    done = serializers.IntegerField(help_text="Steps that are full.")
    total = serializers.IntegerField()
    mine = serializers.IntegerField(help_text="How many deeds of mine count in it.")
    completed_at = serializers.SerializerMethodField()
    stages = StageSerializer(many=True)
    steps = StepSerializer(many=True)

    def get_completed_at(self, state: MissionState) -> datetime | None:
        return state.completed_at


class DaySerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    title = serializers.CharField()
    is_end = serializers.BooleanField()


class CampaignSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(source="campaign.key")
    occasion = serializers.ChoiceField(source="campaign.occasion", choices=Occasion.choices)
    title = serializers.CharField(source="campaign.title")
    about = serializers.CharField(source="campaign.about")
    starts_at = serializers.DateTimeField(source="campaign.starts_at")
    ends_at = serializers.DateTimeField(source="campaign.ends_at")
    missions = serializers.SerializerMethodField(help_text="Keys of its missions that are mine.")
    rules = serializers.SerializerMethodField(help_text="Keys of its rules.")
    calendar = DaySerializer(source="days", many=True)

    def get_missions(self, state: Any) -> list[str]:
        return [one.mission.key for one in state.missions]

    def get_rules(self, state: Any) -> list[str]:
        return [words.version.rule.key for words in state.rules]
