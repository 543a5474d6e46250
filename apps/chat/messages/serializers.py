from typing import Any

from rest_framework import serializers

from apps.chat.files.serializers import AttachmentSerializer


class BodyField(serializers.CharField):
    """Text for a message: any characters; what can't be stored is refused by the service, with its own code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_blank=True, trim_whitespace=False, **kwargs)
        self.validators = []

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str):
            return data
        return super().run_validation(data)


class ReactionSerializer(serializers.Serializer[Any]):
    emoji = serializers.CharField()
    users = serializers.ListField(child=serializers.IntegerField())


class PreviewSerializer(serializers.Serializer[Any]):
    """The page behind a message's link, as it says of itself. Show it as text alone."""

    url = serializers.CharField(help_text="The link, as it stands in the message.")
    host = serializers.CharField(help_text="Where it led.")
    site = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    picture = serializers.CharField(allow_null=True, help_text="A small square copy, kept here.")


class MessageSerializer(serializers.Serializer[Any]):
    """The message object, the same as in the socket's frames."""

    id = serializers.IntegerField()
    conversation = serializers.IntegerField()
    seq = serializers.IntegerField()
    rev = serializers.IntegerField()
    client_id = serializers.UUIDField()
    sender = serializers.IntegerField(allow_null=True)
    kind = serializers.CharField()
    body = serializers.CharField()
    reply_to = serializers.IntegerField(allow_null=True)
    reactions = ReactionSerializer(many=True)
    card = serializers.DictField(allow_null=True)
    attachments = AttachmentSerializer(many=True)
    preview = PreviewSerializer(allow_null=True)
    mentions = serializers.ListField(
        child=serializers.IntegerField(), help_text="People of a group whom its text names after an @."
    )
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    recalled_at = serializers.DateTimeField(allow_null=True)


class MessagePageSerializer(serializers.Serializer[Any]):
    messages = MessageSerializer(many=True)
    has_more = serializers.BooleanField(help_text="There are messages before these.")
    has_later = serializers.BooleanField(help_text="There are messages after these.")


class VersionSerializer(serializers.Serializer[Any]):
    body = serializers.CharField()
    since = serializers.DateTimeField(help_text="Since when the message said this.")


class EditSerializer(serializers.Serializer[Any]):
    body = BodyField()


class ReactSerializer(serializers.Serializer[Any]):
    emoji = serializers.CharField(max_length=16)
    on = serializers.BooleanField(default=True)
