"""All writes of chat that have consequences."""

from apps.chat.sending import OutgoingMessage, Sent, send_messages
from apps.chat.services.attachments import forget_upload, upload_image
from apps.chat.services.away import set_away_reply
from apps.chat.services.changing import edit_message, react, recall_message
from apps.chat.services.greeting import greet
from apps.chat.services.membership import (
    add_participant,
    hand_over,
    leave_conversation,
    open_group_conversation,
    open_support_conversation,
    set_stage,
)
from apps.chat.services.messages import CLIENT_ORIGINS, new_client_id, send_message, send_system_message
from apps.chat.services.personal import (
    mark_delivered,
    mark_read,
    mark_unread,
    save_draft,
    set_archived,
    set_muted,
    set_pinned,
    set_state,
    snooze,
)
from apps.chat.services.presets import delete_preset, save_preset
from apps.chat.services.promises import promise_answer

__all__ = [
    "CLIENT_ORIGINS",
    "OutgoingMessage",
    "Sent",
    "add_participant",
    "delete_preset",
    "edit_message",
    "forget_upload",
    "greet",
    "hand_over",
    "leave_conversation",
    "mark_delivered",
    "mark_read",
    "mark_unread",
    "new_client_id",
    "open_group_conversation",
    "open_support_conversation",
    "promise_answer",
    "react",
    "recall_message",
    "save_draft",
    "save_preset",
    "send_message",
    "send_messages",
    "send_system_message",
    "set_archived",
    "set_away_reply",
    "set_muted",
    "set_pinned",
    "set_stage",
    "set_state",
    "snooze",
    "upload_image",
]
