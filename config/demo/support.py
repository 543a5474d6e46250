"""Who waits for the demo's support team."""

from datetime import datetime
from typing import Any

from apps.accounts.models import User
from apps.chat.models import Conversation, Message, Participant
from apps.chat.support.services import open_support_conversation
from config.demo.talk import ago


def create_support_chats(cast: dict[str, Any], *, users: dict[str, User], now: datetime) -> None:
    for entry in cast["support"]:
        chat = open_support_conversation(person=users[entry["by"]], opening=entry["text"], history=entry["history"])
        at = now - ago(entry["ago"])
        Conversation.objects.filter(pk=chat.pk).update(created_at=at, last_message_at=at)
        Message.objects.filter(conversation=chat).update(created_at=at)
        Participant.objects.filter(conversation=chat).update(joined_at=at)
