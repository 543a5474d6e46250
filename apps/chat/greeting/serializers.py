from typing import Any

from rest_framework import serializers

from apps.chat.greeting.drafting import MAX_QUESTION, MOST_VARIANTS
from apps.chat.messages.serializers import BodyField


class GreetSerializer(serializers.Serializer[Any]):
    job = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    candidate = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, help_text="Left out by candidates: it is they."
    )
    body = BodyField()
    client_id = serializers.UUIDField(required=False)
    origin = serializers.ChoiceField(["typed", "preset", "suggested"], default="typed")
    preset = serializers.IntegerField(min_value=1, max_value=2**63 - 1, allow_null=True, default=None)


class FirstMessageQuerySerializer(serializers.Serializer[Any]):
    job = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    candidate = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, help_text="Left out by candidates: it is they."
    )
    question = serializers.CharField(
        max_length=MAX_QUESTION, required=False, default="", allow_blank=True, help_text="What the message shall ask."
    )
    variant = serializers.IntegerField(
        min_value=0, max_value=MOST_VARIANTS, default=0, help_text="The number of texts that were offered before."
    )


class FirstMessageFactSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField()


class FirstMessageSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(help_text="Empty for whoever goes without suggestions.")
    variant = serializers.IntegerField()
    facts = FirstMessageFactSerializer(many=True, help_text="What the text says of job, company and résumé.")
    conversation = serializers.IntegerField(
        allow_null=True, help_text="The conversation that there is already: a message goes there."
    )
