"""Chat's pages."""

from apps.chat.views.conversation import act, around, conversation, open_fragment
from apps.chat.views.greeting import greet
from apps.chat.views.inbox import inbox, line, lines
from apps.chat.views.presets import away, preset_delete, preset_edit, preset_preview, presets

__all__ = [
    "act",
    "around",
    "away",
    "conversation",
    "greet",
    "inbox",
    "line",
    "lines",
    "open_fragment",
    "preset_delete",
    "preset_edit",
    "preset_preview",
    "presets",
]
