"""One conversation, as the API gives it."""

from apps.chat.availability.serializers import ReplyWindowSerializer
from apps.chat.inbox.serializers import EntrySerializer


class ConversationSerializer(EntrySerializer):
    """One conversation, with the counterpart's reply window where they show one."""

    reply_window = ReplyWindowSerializer(allow_null=True)
