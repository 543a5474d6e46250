from typing import Any

from rest_framework import serializers

from apps.chat.scheduling.models import ScheduledMessage
from apps.chat.scheduling.services import MOST_DAYS, item_of
from apps.notifications.reminders.serializers import TimeSerializer


class ScheduleSerializer(TimeSerializer):
    """What to send and when: `morning`, `in_days` (only without an answer by then), or one of the others."""

    body = serializers.CharField(max_length=8000, trim_whitespace=False)
    client_id = serializers.UUIDField(required=False)
    origin = serializers.ChoiceField(choices=["typed", "preset", "suggested"], required=False, default="typed")
    preset = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**63 - 1)
    morning = serializers.BooleanField(required=False, help_text="In the other's next morning.")
    in_days = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST_DAYS, help_text="A follow-up: unless they answer before."
    )


class ChangeScheduledSerializer(TimeSerializer):
    """Leave out what should stay."""

    body = serializers.CharField(max_length=8000, trim_whitespace=False, required=False)


class ScheduledSerializer(serializers.Serializer[ScheduledMessage]):
    id = serializers.IntegerField()
    conversation = serializers.IntegerField()
    body = serializers.CharField()
    unless_answered = serializers.BooleanField()
    state = serializers.ChoiceField(choices=["waiting", "sent", "refused", "cancelled"])
    due_at = serializers.DateTimeField(allow_null=True)
    message = serializers.IntegerField(allow_null=True, help_text="The message that it became.")
    refused_as = serializers.CharField(help_text="The code of why it couldn't go out, empty where it could.")

    def to_representation(self, scheduled: ScheduledMessage) -> dict[str, Any]:
        item = item_of(scheduled)
        return {
            "id": scheduled.pk,
            "conversation": scheduled.conversation_id,
            "body": scheduled.body,
            "unless_answered": scheduled.is_follow_up,
            "state": _state(scheduled, item.state if item else ""),
            "due_at": item.meant_at().isoformat().replace("+00:00", "Z") if item else None,
            "message": scheduled.message_id,
            "refused_as": scheduled.refused_as,
        }


def _state(scheduled: ScheduledMessage, due_state: str) -> str:
    if scheduled.refused_at is not None:
        return "refused"
    if due_state == "done":
        return "sent"
    return "waiting" if due_state in ("waiting", "claimed", "failed") else "cancelled"
