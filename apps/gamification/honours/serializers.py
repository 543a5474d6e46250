from typing import Any

from rest_framework import serializers


class CandidateSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField(help_text="As they chose to appear.")
    people = serializers.IntegerField(help_text="For how many different people they did it in the month.")
    votes = serializers.IntegerField(allow_null=True, help_text="Those that counted; null while the vote is open.")
    has_won = serializers.BooleanField()
    is_me = serializers.BooleanField()
    may_be_chosen = serializers.BooleanField(help_text="False for oneself and colleagues.")


class BallotSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="ballot.pk")
    honour = serializers.SlugField(source="ballot.honour.key")
    name = serializers.CharField(source="ballot.honour.name")
    about = serializers.CharField(source="ballot.honour.about")
    month = serializers.DateField(source="ballot.month", help_text="Its first day.")
    points = serializers.IntegerField(source="ballot.honour.points")
    coins = serializers.IntegerField(source="ballot.honour.coins")
    closes_at = serializers.DateTimeField(source="ballot.closes_at")
    is_open = serializers.BooleanField()
    why = serializers.CharField(source="ballot.why", help_text="Where an operator decided otherwise than by the count.")
    candidates = CandidateSerializer(many=True)
    my_vote = serializers.IntegerField(allow_null=True, help_text="The id of the candidate I chose.")
    may_vote = serializers.BooleanField()


class HonoursSerializer(serializers.Serializer[Any]):
    """A page of what was decided below what is open now."""

    open = BallotSerializer(many=True)
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = BallotSerializer(many=True)


class HonourVoteSerializer(serializers.Serializer[Any]):
    candidate = serializers.IntegerField()
