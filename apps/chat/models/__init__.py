from apps.chat.models.answers import Answer
from apps.chat.models.conversations import Conversation, ConversationQuerySet, Participant
from apps.chat.models.follow_up import AwayReply, MissedDigest, Reminder
from apps.chat.models.messages import Attachment, Message, MessageOriginal, Reaction
from apps.chat.models.presets import Chip, Preset

__all__ = [
    "Answer",
    "Attachment",
    "AwayReply",
    "Chip",
    "Conversation",
    "ConversationQuerySet",
    "Message",
    "MessageOriginal",
    "MissedDigest",
    "Participant",
    "Preset",
    "Reaction",
    "Reminder",
]
