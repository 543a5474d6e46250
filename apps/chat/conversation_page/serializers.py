"""One conversation, and what was sent in it, as the API gives them."""

from typing import Any

from rest_framework import serializers

from apps.chat.availability.serializers import ReplyWindowSerializer
from apps.chat.files.serializers import AttachmentSerializer
from apps.chat.inbox.serializers import EntrySerializer


class ConversationSerializer(EntrySerializer):
    """One conversation, with the counterpart's reply window where they show one."""

    reply_window = ReplyWindowSerializer(allow_null=True)


class SentSerializer(serializers.Serializer[Any]):
    """A file, or a link, and the message it is in."""

    message = serializers.IntegerField()
    seq = serializers.IntegerField()
    sender = serializers.IntegerField(allow_null=True)
    sent_at = serializers.DateTimeField()
    attachment = AttachmentSerializer(allow_null=True, help_text="Null for a link.")
    link = serializers.CharField(help_text="Empty for a file.")


class SentPageSerializer(serializers.Serializer[Any]):
    results = SentSerializer(many=True)
    next = serializers.IntegerField(allow_null=True, help_text="What to ask for as `before`; null at the end.")
