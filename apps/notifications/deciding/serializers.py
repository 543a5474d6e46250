from typing import Any

from rest_framework import serializers

from apps.accounts.models import User
from apps.notifications.deciding.models import Channel, Notification
from apps.notifications.deciding.wording import as_frame


class NotificationSerializer(serializers.Serializer[Notification]):
    """What was told, in the language of who asks."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    icon = serializers.CharField()
    title = serializers.CharField()
    body = serializers.CharField()
    url = serializers.CharField(help_text="Where it leads, a path of this site; may be empty.")
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, notification: Notification) -> dict[str, Any]:
        person: User = self.context["request"].user
        words = as_frame(notification, language=person.language)
        words.pop("type")
        read_at = notification.read_at
        return words | {"read_at": read_at.isoformat() if read_at else None}


class MarkReadSerializer(serializers.Serializer[None]):
    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        max_length=200,
        required=False,
        help_text="Which ones; all of them when left out.",
    )


class MarkedSerializer(serializers.Serializer[None]):
    marked = serializers.IntegerField(help_text="How many were unread until now.")


class NotificationChoiceSerializer(serializers.Serializer[Any]):
    """A kind of notification and where I am told of it; null where it doesn't use the channel, or can't be switched."""

    kind = serializers.CharField(source="kind.key")
    group = serializers.CharField(source="kind.group")
    title = serializers.CharField(help_text="As it reads, with what changes left open.")
    in_app = serializers.BooleanField(allow_null=True)
    push = serializers.BooleanField()
    email = serializers.BooleanField(allow_null=True)


class ChooseNotificationSerializer(serializers.Serializer[None]):
    kind = serializers.CharField(max_length=60)
    channel = serializers.ChoiceField(choices=Channel.choices)
    on = serializers.BooleanField()
