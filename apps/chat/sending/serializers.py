from typing import Any

from rest_framework import serializers

from apps.chat.mentions.naming import MOST
from apps.chat.messages.outgoing import MAX_BODY
from apps.chat.messages.serializers import BodyField


class SendSerializer(serializers.Serializer[Any]):
    """`client_id`, or an Idempotency-Key header, makes a repetition harmless."""

    body = BodyField(default="", help_text=f"Up to {MAX_BODY} characters.")
    client_id = serializers.UUIDField(required=False)
    reply_to = serializers.IntegerField(min_value=1, max_value=2**63 - 1, allow_null=True, default=None)
    attachments = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=10, default=list
    )
    origin = serializers.ChoiceField(["typed", "preset", "suggested"], default="typed")
    preset = serializers.IntegerField(min_value=1, max_value=2**63 - 1, allow_null=True, default=None)
    mentions = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        max_length=MOST,
        default=list,
        help_text="In a group: whom the text names after an @, by id. They are told, even if they muted the group.",
    )
    topic = serializers.RegexField(
        r"^([a-z][a-z0-9_-]{0,39})?$", default="", max_length=40, help_text="The topic of a chip that asks about it."
    )
    confirm = serializers.BooleanField(default=False, help_text="True to send what was answered with `confirm_needed`.")
