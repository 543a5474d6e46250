from django.db.models import QuerySet

from apps.chat.models import Conversation, Message

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
