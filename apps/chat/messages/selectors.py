from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet, prefetch_related_objects

from apps.chat.conversations.models import Conversation
from apps.chat.messages.events import MessagesSent
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import ANSWER_ORIGINS
from apps.chat.messages.rendering import MessageDict, has_link, message_dict


def written_by_people(event: MessagesSent) -> Sequence[Message]:
    """What people typed or approved of these messages and didn't take back meanwhile, in the order of sending."""
    ids = [item.message for item in event.items if item.sender and item.origin in ANSWER_ORIGINS]
    standing = Message.objects.filter(pk__in=ids, recalled_at=None)
    return list(standing.select_related("conversation").order_by("pk"))


def right_before(messages: Sequence[Message], most: int, among: QuerySet[Message]) -> dict[int, list[Message]]:
    """By the key of each message, which of the `most` before it in its conversation are `among` these, newest first.
    One query for all."""
    # Numbers have no gaps: the last few before one are a span of them.
    spans = Q()
    for message in messages:
        spans |= Q(conversation=message.conversation_id, seq__lt=message.seq, seq__gte=message.seq - most)
    found: dict[int, list[Message]] = defaultdict(list)
    for earlier in among.filter(spans).order_by("-seq") if messages else ():
        found[earlier.conversation_id].append(earlier)
    return {
        message.pk: [one for one in found[message.conversation_id] if message.seq - most <= one.seq < message.seq]
        for message in messages
    }


PAGE = 50


def with_details(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Prefetches what `message_dict` reads, but for links."""
    return messages.prefetch_related("reactions", "attachments")


def detailed(messages: QuerySet[Message]) -> list[Message]:
    """These messages with all that `message_dict` reads. Only where there are links it is asked what they show."""
    found = list(with_details(messages))
    know_links(found)
    return found


def know_links(messages: Iterable[Message]) -> None:
    """Prefetches what their links show."""
    prefetch_related_objects([message for message in messages if has_link(message.body)], "links__page")


def messages_page(
    conversation: Conversation,
    *,
    before_seq: int | None = None,
    after_seq: int | None = None,
    around_seq: int | None = None,
    limit: int = PAGE,
) -> list[Message]:
    """Up to `limit` messages, oldest first: the newest ones, those next before or after a number, or those around one,
    which stands a third from the beginning."""
    messages = Message.objects.filter(conversation=conversation)
    if around_seq is not None:
        # Numbers have no gaps: what lies around one is a span of them.
        last = min(conversation.head_seq, around_seq - limit // 3 + limit - 1)
        return detailed(messages.filter(seq__gt=last - limit, seq__lte=last).order_by("seq"))
    if after_seq is not None:
        return detailed(messages.filter(seq__gt=after_seq).order_by("seq")[:limit])
    if before_seq is not None:
        messages = messages.filter(seq__lt=before_seq)
    return list(reversed(detailed(messages.order_by("-seq")[:limit])))


def sent_message_dict(message_id: int) -> MessageDict:
    """A message that its sender has just sent once more."""
    return message_dict(with_details(Message.objects.filter(pk=message_id)).get())
