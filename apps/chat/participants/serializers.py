from typing import Any

from rest_framework import serializers

from apps.chat.participants.services import MAX_WORDS


class LeaveSerializer(serializers.Serializer[Any]):
    to = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        help_text="The colleague who answers from now on; needed where nobody else of the company takes part. Of a "
        "group: its next owner; without, who has been an admin or a member longest.",
    )


class HandOverSerializer(serializers.Serializer[Any]):
    to = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    words = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=MAX_WORDS, help_text="A sentence for the candidate."
    )


class JoinConversationSerializer(serializers.Serializer[Any]):
    words = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=MAX_WORDS, help_text="A sentence for the candidate."
    )
    take_over = serializers.BooleanField(default=False, help_text="Whether one answers for the company from now on.")
