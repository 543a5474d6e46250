from typing import Any

from rest_framework import serializers

from apps.matching.ranking.comparing import Comparison
from apps.matching.skills.serializers import reader_language


class ReasonOutput(serializers.Serializer[Any]):
    code = serializers.CharField()
    polarity = serializers.ChoiceField(choices=["for", "against"])
    weight = serializers.FloatField(help_text="How far it moves the score from the neutral middle, 0–1.")
    job_field = serializers.CharField(allow_blank=True)
    job_value = serializers.CharField(allow_blank=True)
    resume_field = serializers.CharField(allow_blank=True)
    resume_value = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    chip = serializers.CharField()


class RaiseOutput(serializers.Serializer[Any]):
    code = serializers.CharField()
    gain = serializers.FloatField(help_text="By how much it could raise the score.")
    text = serializers.CharField()


class MatchOutput(serializers.Serializer[Any]):
    score = serializers.FloatField(
        help_text="0–1. What the other side leaves open counts as little as the worst it could have said."
    )
    tier = serializers.ChoiceField(choices=["strong", "good", "possible", "far"])
    label = serializers.CharField()  # type: ignore[assignment]  # the field named label
    reasons = ReasonOutput(many=True)
    raises = RaiseOutput(many=True)


def match_data(comparison: Comparison) -> dict[str, Any]:
    """What `MatchOutput` describes, in the request's language."""
    language = reader_language()
    return {
        "score": round(comparison.score, 4),
        "tier": str(comparison.tier),
        "label": comparison.label(language),
        "reasons": [
            {
                "code": reason.code,
                "polarity": str(reason.polarity),
                "weight": reason.weight,
                "job_field": reason.job_field,
                "job_value": reason.job_says(language),
                "resume_field": reason.resume_field,
                "resume_value": reason.resume_says(language),
                "text": reason.text(language),
                "chip": reason.chip(language),
            }
            for reason in comparison.reasons
        ],
        "raises": [{"code": step.code, "gain": step.gain, "text": step.text(language)} for step in comparison.raises],
    }
