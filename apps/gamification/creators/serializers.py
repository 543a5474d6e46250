from typing import Any

from rest_framework import serializers


class CreatorCriterionSerializer(serializers.Serializer[Any]):
    words = serializers.CharField()
    value = serializers.IntegerField(help_text="How far I am.")
    least = serializers.IntegerField(help_text="What it asks for.")
    is_met = serializers.BooleanField()


class CreatorTitleSerializer(serializers.Serializer[Any]):
    key = serializers.SlugField(source="title.key")
    name = serializers.CharField(source="title.name")
    is_mine = serializers.BooleanField()
    criteria = CreatorCriterionSerializer(many=True)


class CreatorSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(help_text="What stands beside my name for my posts and answers; empty: nothing yet.")
    since = serializers.DateTimeField(allow_null=True)
    kept_until = serializers.DateTimeField(allow_null=True, help_text="Until when it stays although I fell below.")
    titles = CreatorTitleSerializer(many=True, help_text="The lowest first.")
