from typing import Any

from rest_framework import serializers

from apps.matching.ranking.serializers import MatchOutput
from apps.matching.recommendations.models import DismissalReason
from apps.matching.resumes.serializers import ResumeOutput


class DismissInput(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=DismissalReason.choices, required=False, allow_blank=True)


class CandidateOutput(serializers.Serializer[Any]):
    resume = ResumeOutput()
    match = MatchOutput()
