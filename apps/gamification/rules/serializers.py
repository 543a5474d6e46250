from typing import Any

from rest_framework import serializers


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
