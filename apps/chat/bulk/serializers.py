from typing import Any

from rest_framework import serializers

from apps.chat.bulk.services import MOST
from apps.chat.candidates.services import MAX_TAG
from apps.chat.participants.services import MAX_WORDS

ACTIONS = [("archive", "Archive"), ("tag", "Tag"), ("hand_over", "Hand over")]


class BulkInputSerializer(serializers.Serializer[Any]):
    """One thing for many conversations."""

    action = serializers.ChoiceField(ACTIONS)
    conversations = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), min_length=1, max_length=MOST
    )
    tag = serializers.CharField(required=False, default="", max_length=MAX_TAG, help_text="With `tag`.")
    to = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=2**63 - 1, help_text="With `hand_over`."
    )
    words = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=MAX_WORDS, help_text="A sentence for the candidates."
    )


class RefusedSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()


class OutcomeSerializer(serializers.Serializer[Any]):
    done = serializers.ListField(child=serializers.IntegerField())
    refused = RefusedSerializer(many=True)
