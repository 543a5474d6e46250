from typing import Any

from rest_framework import serializers

from apps.gamification.rules.wording import RuleWords


class RuleSerializer(serializers.Serializer[Any]):
    """A rule in force, in numbers and in words made from them."""

    key = serializers.CharField(source="version.rule.key")
    version = serializers.IntegerField(source="version.number")
    in_force_since = serializers.DateTimeField(source="since", allow_null=True, help_text="Null: from the start.")
    name = serializers.CharField(source="version.name")
    why = serializers.CharField(source="version.why")
    deed = serializers.CharField(source="version.rule.deed")
    roles = serializers.SerializerMethodField(help_text="Empty: for everybody.")
    gives = serializers.CharField(source="points", help_text="All that it gives, in words.")
    points = serializers.IntegerField(source="version.points")
    coins = serializers.IntegerField(source="version.coins")
    who = serializers.CharField()
    conditions = serializers.ListField(child=serializers.CharField())
    settles = serializers.CharField()
    limits = serializers.ListField(child=serializers.CharField())
    forms = serializers.ListField(
        child=serializers.CharField(), help_text="What may stand in for the points, of equal worth; empty: nothing."
    )
    form = serializers.CharField(help_text="What stands in for them for this person, and until when; may be empty.")
    note = serializers.CharField(help_text="What is so for this person alone; empty where nothing is.")
    is_off = serializers.BooleanField(help_text="Whether the rule gives this person nothing for now.")

    def get_roles(self, words: RuleWords) -> list[str]:
        return [row["role"] for row in words.version.audience if "role" in row]
