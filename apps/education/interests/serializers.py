from typing import Any

from rest_framework import serializers

from apps.education.interests.models import Interest, Pushed


class InterestSerializer(serializers.Serializer[Any]):
    topic = serializers.CharField(source="topic.key")
    name = serializers.CharField(source="topic.name", help_text="In my language.")
    stance = serializers.ChoiceField(
        choices=["", *Interest.Stance.values], help_text="What I said; empty where I said nothing."
    )
    why = serializers.CharField(help_text="Why it is for me by what I do, in my language; empty where nothing says so.")


class StanceSerializer(serializers.Serializer[Any]):
    stance = serializers.ChoiceField(choices=["", *Interest.Stance.values], help_text="Empty: neither more nor less.")


class PushedSerializer(serializers.ModelSerializer[Pushed]):
    why = serializers.CharField(source="get_reason_display", help_text="In my language.")

    class Meta:
        model = Pushed
        fields = ("id", "topic", "kind", "title_en", "title_zh", "url", "why", "pushed_at", "opened_at", "refused_at")
