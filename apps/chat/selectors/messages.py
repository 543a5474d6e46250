from django.db.models import QuerySet

from apps.chat.models import Conversation, Message
from apps.chat.rendering import MessageDict, message_dict

PAGE = 50


def with_details(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Prefetches what `message_dict` reads."""
    return messages.prefetch_related("reactions", "attachments")


def messages_page(conversation: Conversation, *, before_seq: int | None = None, limit: int = PAGE) -> list[Message]:
    """Up to `limit` messages before this number (the newest ones without it), oldest first."""
    messages = Message.objects.filter(conversation=conversation)
    if before_seq is not None:
        messages = messages.filter(seq__lt=before_seq)
    return list(reversed(with_details(messages.order_by("-seq"))[:limit]))


def sent_message_dict(message_id: int) -> MessageDict:
    """A message that its sender has just sent once more."""
    return message_dict(with_details(Message.objects.filter(pk=message_id)).get())
