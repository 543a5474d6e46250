from typing import Any

from rest_framework import serializers

from apps.gamification.appeals.models import MOST, Appeal


class AskAgainSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=MOST, help_text="Why it was earned.")


class AwardAppealSerializer(serializers.Serializer[Any]):
    award = serializers.IntegerField(source="entry.award_id")
    text = serializers.CharField()
    made_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(choices=Appeal.Outcome.choices, source="result")
    words = serializers.CharField(help_text="Why it stays taken back, in the words of who looked; else empty.")
    decided_at = serializers.DateTimeField(allow_null=True)
