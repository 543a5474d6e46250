from typing import Any

from rest_framework import serializers

from apps.chat.closing.models import MOST_AT_ONCE, BulkDeclineItem
from apps.chat.closing.wording import MOST_WORDS

LARGEST_ID = 2**63 - 1


class ReasonSerializer(serializers.Serializer[Any]):
    """A reason, and the text made from it for this conversation, to be looked over."""

    key = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()


class DeclineInput(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=MOST_WORDS)
    reason = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    client_id = serializers.UUIDField(required=False, help_text="The same again gives the first card.")


class DraftsInput(serializers.Serializer[Any]):
    """`reason`, or a `template` of one's own with {name}, {job}, {company} and {me}."""

    conversations = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), min_length=1, max_length=MOST_AT_ONCE
    )
    reason = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    template = serializers.CharField(max_length=MOST_WORDS, required=False, allow_blank=True, default="")


class DraftSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField()
    name = serializers.CharField()
    text = serializers.CharField()


class DeclineTextSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    text = serializers.CharField(max_length=MOST_WORDS)


class BulkDeclineInput(serializers.Serializer[Any]):
    """Each conversation with its own text."""

    items = serializers.ListField(child=DeclineTextSerializer(), min_length=1, max_length=MOST_AT_ONCE)
    reason = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    client_id = serializers.UUIDField(required=False, help_text="The same again gives the first run.")


class BulkItemSerializer(serializers.Serializer[Any]):
    conversation = serializers.IntegerField(source="conversation_id")
    state = serializers.ChoiceField(BulkDeclineItem.State.choices)
    refusal = serializers.CharField(help_text="A code: `moved_on` where they wrote meanwhile.")
    message = serializers.IntegerField(source="message_id", allow_null=True)


class BulkDeclineSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    total = serializers.IntegerField()
    sent = serializers.IntegerField()
    refused = serializers.IntegerField()
    is_done = serializers.BooleanField()
    items = BulkItemSerializer(many=True)
