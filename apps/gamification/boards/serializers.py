from typing import Any

from rest_framework import serializers


class RankedSerializer(serializers.Serializer[Any]):
    rank = serializers.IntegerField(help_text="Who has as many points has the same; the next one is counted on.")
    name = serializers.CharField(help_text="As they chose: their name, a nickname, or nobody's.")
    points = serializers.IntegerField()
    is_me = serializers.BooleanField()


class BoardSerializer(serializers.Serializer[Any]):
    key = serializers.SlugField()
    name = serializers.CharField()


class RankingsSerializer(serializers.Serializer[Any]):
    """A page of a ranking below what else there is to choose from, and I with those around me."""

    boards = BoardSerializer(many=True)
    board = serializers.SlugField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    around = RankedSerializer(many=True)
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = RankedSerializer(many=True)
