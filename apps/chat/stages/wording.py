"""Stages by name."""

from apps.chat.conversations.models import Conversation


def stage_choices() -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in Conversation.Stage.choices]
