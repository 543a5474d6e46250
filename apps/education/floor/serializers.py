from typing import Any

from rest_framework import serializers

from apps.chat.moderation.models import Reason
from apps.education.floor.hosting import ACTIONS, GUEST_ACTIONS
from apps.education.floor.models import MAX_QUESTION, MAX_REPLY, SalonQuestion


class InRoomSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class SalonQuestionSerializer(serializers.Serializer[Any]):
    """A question in a live room."""

    id = serializers.IntegerField()
    rev = serializers.IntegerField(help_text="The room's revision that touched it last.")
    state = serializers.ChoiceField(choices=SalonQuestion.State.choices)
    author = InRoomSerializer()
    body = serializers.CharField(help_text="Plain text; empty where the state isn't `live`, for all but few.")
    votes = serializers.IntegerField()
    is_pinned = serializers.BooleanField()
    is_answered = serializers.BooleanField()
    reply = serializers.CharField(help_text="Empty where it was answered aloud.")
    replied_by = InRoomSerializer(allow_null=True)
    created_at = serializers.DateTimeField()


class RoomSerializer(serializers.Serializer[Any]):
    """A live room as I find it."""

    rev = serializers.IntegerField(help_text="Ask for changes after it; frames of the socket carry `after` and `rev`.")
    is_live = serializers.BooleanField(help_text="False after the end: it can still be read.")
    is_host = serializers.BooleanField()
    is_muted = serializers.BooleanField()
    hand_is_up = serializers.BooleanField()
    voted = serializers.ListField(child=serializers.IntegerField(), help_text="The questions that I voted for.")
    questions = SalonQuestionSerializer(many=True)
    hands = InRoomSerializer(many=True)
    muted = InRoomSerializer(many=True, help_text="For hosts.")
    is_limited = serializers.BooleanField(help_text="There is more: fetch the room anew.")


class RoomFilterSerializer(serializers.Serializer[Any]):
    after_rev = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, allow_null=True, default=None
    )


class AskInRoomSerializer(serializers.Serializer[Any]):
    body = serializers.CharField(max_length=MAX_QUESTION)
    confirmed = serializers.BooleanField(
        default=False, help_text="Send it although it reads like a scam; a host looks at it first."
    )


class ReplyInRoomSerializer(serializers.Serializer[Any]):
    body = serializers.CharField(max_length=MAX_REPLY)


class ModerateQuestionSerializer(serializers.Serializer[Any]):
    action = serializers.ChoiceField(choices=ACTIONS)


class ManageGuestSerializer(serializers.Serializer[Any]):
    action = serializers.ChoiceField(choices=GUEST_ACTIONS, help_text="`lower`: takes their hand down.")


class ReportQuestionSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=Reason.choices)
    note = serializers.CharField(max_length=1000, default="", allow_blank=True)
