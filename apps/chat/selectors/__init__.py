"""What pages, the API and apps above read of chat."""

from apps.chat.models import Conversation
from apps.chat.rendering import message_dict
from apps.chat.selectors.attachments import attachment_for
from apps.chat.selectors.catching_up import Changes, changes, cursor_of, removed_since
from apps.chat.selectors.chips import chips_for
from apps.chat.selectors.conversations import conversation_for, participants_of, seat_of
from apps.chat.selectors.details import conversation_dict, counterpart
from apps.chat.selectors.inbox import Entry, Section, entry_for, inbox
from apps.chat.selectors.messages import messages_page, sent_message_dict, with_details
from apps.chat.selectors.presets import find_presets, presets_of, render_preset
from apps.chat.selectors.reply_window import ReplyWindow, reply_window
from apps.chat.selectors.support import open_support_conversation_of, usual_support_wait_minutes
from apps.chat.selectors.unread import unread_counts, unread_total

__all__ = [
    "Changes",
    "Conversation",
    "Entry",
    "ReplyWindow",
    "Section",
    "attachment_for",
    "changes",
    "chips_for",
    "conversation_dict",
    "conversation_for",
    "counterpart",
    "cursor_of",
    "entry_for",
    "find_presets",
    "inbox",
    "message_dict",
    "messages_page",
    "open_support_conversation_of",
    "participants_of",
    "presets_of",
    "removed_since",
    "render_preset",
    "reply_window",
    "seat_of",
    "sent_message_dict",
    "unread_counts",
    "unread_total",
    "usual_support_wait_minutes",
    "with_details",
]
