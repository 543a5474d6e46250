from typing import Any

from django.utils import timezone
from rest_framework import serializers

from apps.accounts.people.serializers import ClockField
from apps.education.experts.models import Consultation, ExpertTopic
from apps.education.experts.wording import hours_words, standing_words


class ExpertTopicSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    title_en = serializers.CharField()
    title_zh = serializers.CharField()


class ExpertSerializer(serializers.Serializer[Any]):
    """An expert as others see them."""

    id = serializers.IntegerField(source="expert.pk")
    person = serializers.IntegerField(source="expert.person_id")
    name = serializers.CharField(source="expert.person.name")
    about = serializers.CharField(source="expert.about")
    topics = ExpertTopicSerializer(source="expert.topics.all", many=True)
    hours = serializers.SerializerMethodField(help_text="In words, on the expert's own clock.")
    time_zone = serializers.CharField(source="expert.person.time_zone")
    here_now = serializers.BooleanField(source="is_here")
    helped_share = serializers.FloatField(
        allow_null=True, help_text="Share of answers that helped, 0–1; null with fewer than five."
    )

    def get_hours(self, card: Any) -> str:
        return hours_words(card.expert)


class ExpertHoursSerializer(serializers.Serializer[Any]):
    taking = serializers.BooleanField(source="is_taking")
    topics = serializers.SlugRelatedField(
        slug_field="slug", many=True, queryset=ExpertTopic.objects.filter(is_open=True), help_text="Their addresses."
    )
    about = serializers.CharField(max_length=400, allow_blank=True)
    weekdays = serializers.RegexField(
        r"^1?2?3?4?5?6?7?$", allow_blank=True, help_text="Digits from 1, Monday, to 7, in order."
    )
    opens = ClockField(help_text="On the expert's own clock.")
    closes = ClockField(help_text="The same as `opens`: the whole day.")
    most_at_once = serializers.IntegerField(min_value=1, max_value=20)


class ExpertStatisticsSerializer(serializers.Serializer[Any]):
    """Of the last 90 days."""

    asked = serializers.IntegerField()
    answered = serializers.IntegerField()
    timed_out = serializers.IntegerField()
    passed = serializers.IntegerField()
    helped = serializers.IntegerField()
    not_helped = serializers.IntegerField()
    usual_minutes = serializers.FloatField(allow_null=True, help_text="Median until the answer; null with few.")


class ExpertDeskSerializer(serializers.Serializer[Any]):
    hours = ExpertHoursSerializer()
    waiting_for_me = serializers.IntegerField()
    statistics = ExpertStatisticsSerializer()


class ExpertAskSerializer(serializers.Serializer[Any]):
    """A question as the expert sees it."""

    id = serializers.IntegerField(source="consultation_id")
    question = serializers.CharField(source="consultation.question.text")
    asker = serializers.CharField(source="consultation.person.name", default="")
    topic = serializers.CharField(source="consultation.topic.slug", default="")
    conversation = serializers.IntegerField(source="consultation.conversation_id", allow_null=True)
    state = serializers.CharField()
    asked_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    helped = serializers.BooleanField(allow_null=True)


class AskedSerializer(serializers.Serializer[Any]):
    """A question of mine to people."""

    token = serializers.UUIDField()
    question = serializers.CharField(source="question.text")
    topic = serializers.CharField(source="topic.slug", default="")
    conversation = serializers.IntegerField(source="conversation_id", allow_null=True)
    state = serializers.CharField(help_text="waiting, answered, solved or support.")
    standing = serializers.SerializerMethodField(help_text="The same in words.")
    created_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)

    def get_standing(self, consultation: Consultation) -> str:
        return standing_words(consultation, timezone.now())


class VerdictSerializer(serializers.Serializer[None]):
    helped = serializers.ChoiceField(
        choices=[("yes", "yes"), ("no", "no"), ("support", "support")],
        help_text="yes ends it; no asks the next expert; support brings the support team in.",
    )


class ExpertDraftSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(help_text="Of the unpublished article.")
