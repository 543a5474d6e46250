from typing import Any

from rest_framework import serializers

from apps.gamification.levels.serializers import LevelSerializer


class HeldBadgeSerializer(serializers.Serializer[Any]):
    """A badge that somebody has; how far they are to the next grade is theirs to know."""

    key = serializers.CharField(source="badge.key")
    name = serializers.CharField(source="badge.name")
    about = serializers.CharField(source="badge.about")
    grade = serializers.IntegerField(help_text="1 bronze, 2 silver, 3 gold.")
    reached_at = serializers.DateTimeField()


class ProfileSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="person.pk")
    name = serializers.CharField(source="person.name")
    title = serializers.CharField(help_text="Worn beside the name; empty: none.")
    creator = serializers.CharField(help_text="What their posts and answers in groups have earned; empty: nothing yet.")
    level = LevelSerializer(allow_null=True, help_text="From the second on.")
    thanks = serializers.IntegerField(help_text="How many people said thanks.")
    longest_streak = serializers.IntegerField(help_text="In days.")
    badges = HeldBadgeSerializer(many=True)


class TitleSerializer(serializers.Serializer[Any]):
    badge = serializers.SlugField(allow_blank=True, help_text="The key of a badge that I have; empty: no title.")


class MyTitleSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(help_text="What others see now; empty: none.")
