"""What pages, the API and apps above read of chat."""

from apps.chat.models import Conversation
from apps.chat.rendering import message_dict
from apps.chat.selectors.catching_up import Changes, changes, cursor_of
from apps.chat.selectors.conversations import conversation_for, participants_of, seat_of
from apps.chat.selectors.inbox import Entry, Section, entry_for, inbox
from apps.chat.selectors.messages import messages_page, with_details
from apps.chat.selectors.unread import unread_counts, unread_total

__all__ = [
    "Changes",
    "Conversation",
    "Entry",
    "Section",
    "changes",
    "conversation_for",
    "cursor_of",
    "entry_for",
    "inbox",
    "message_dict",
    "messages_page",
    "participants_of",
    "seat_of",
    "unread_counts",
    "unread_total",
    "with_details",
]
