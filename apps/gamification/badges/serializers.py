from typing import Any

from rest_framework import serializers

from apps.gamification.badges.selectors import Shown


class BadgeSerializer(serializers.Serializer[Any]):
    """A secret badge that I don't have shows neither key nor words."""

    key = serializers.SerializerMethodField()
    series = serializers.CharField(source="badge.series.key")
    name = serializers.SerializerMethodField()
    about = serializers.SerializerMethodField()
    grade = serializers.IntegerField(help_text="0: not yet. 1 bronze, 2 silver, 3 gold.")
    reached_at = serializers.DateTimeField(allow_null=True)
    value = serializers.SerializerMethodField("get_how_far", help_text="How far I am to the next grade.")
    next = serializers.SerializerMethodField(help_text="From how many on the next grade comes; null: no more.")

    def get_key(self, shown: Shown) -> str:
        return "" if shown.is_hidden else shown.badge.key

    def get_name(self, shown: Shown) -> str:
        return "" if shown.is_hidden else shown.badge.name

    def get_about(self, shown: Shown) -> str:
        return "" if shown.is_hidden else shown.badge.about

    def get_how_far(self, shown: Shown) -> int:
        return 0 if shown.is_hidden else shown.value

    def get_next(self, shown: Shown) -> int | None:
        return None if shown.is_hidden else shown.next
