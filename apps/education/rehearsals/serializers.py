from typing import Any

from rest_framework import serializers

from apps.education.rehearsals.models import MAX_SAID, Rehearsal


class RehearsalSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(source="rehearsal.slug")
    url = serializers.CharField(source="rehearsal.get_absolute_url", help_text="Its page, a path of this site.")
    audience = serializers.CharField(source="rehearsal.audience", help_text="everyone, candidate or recruiter.")
    title_en = serializers.CharField(source="rehearsal.title_en")
    title_zh = serializers.CharField(source="rehearsal.title_zh")
    intro_en = serializers.CharField(source="rehearsal.intro_en")
    intro_zh = serializers.CharField(source="rehearsal.intro_zh")
    times_finished = serializers.IntegerField()
    under_way = serializers.BooleanField(source="is_under_way")


class RehearsalLineSerializer(serializers.Serializer[Any]):
    """What the counterpart said, what I answered, and what is said of it; in my language."""

    asked = serializers.CharField(source="heard")
    said = serializers.CharField()
    earnest = serializers.BooleanField(source="is_earnest", help_text="Whether it answers in earnest.")
    feedback = serializers.CharField(source="branch.feedback", default="")


class RehearsalStageSerializer(serializers.Serializer[Any]):
    """A practice as it stands."""

    slug = serializers.CharField(source="rehearsal.slug")
    counterpart = serializers.CharField(source="rehearsal.counterpart")
    begun = serializers.SerializerMethodField()
    finished = serializers.BooleanField(source="is_finished")
    step = serializers.IntegerField(help_text="How many replies there were; goes with the next one.")
    waiting = serializers.CharField(allow_null=True, help_text="What waits for a reply, as text; null at the end.")
    closing = serializers.SerializerMethodField()
    lines = RehearsalLineSerializer(many=True)

    def get_begun(self, stage: Any) -> bool:
        return stage.practice is not None

    def get_closing(self, stage: Any) -> str | None:
        rehearsal: Rehearsal = stage.rehearsal
        return rehearsal.closing if stage.is_finished else None


class RehearsalReplySerializer(serializers.Serializer[None]):
    step = serializers.IntegerField(min_value=0, max_value=1000)
    text = serializers.CharField(max_length=MAX_SAID)
