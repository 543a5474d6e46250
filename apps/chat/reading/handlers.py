"""What follows from a message taken back: it isn't unread any more."""

from apps.chat.conversations.locking import members_of
from apps.chat.messages.events import MessageRecalled
from apps.chat.reading.selectors import unread_counts
from apps.events.registry import handles
from apps.realtime.hub import push_on_commit


@handles(MessageRecalled)
def count_unread_again(event: MessageRecalled) -> None:
    others = [person for person in members_of(event.conversation) if person != event.sender]
    counts = unread_counts((event.conversation, person) for person in others)
    for (conversation, person), count in counts.items():
        push_on_commit([person], {"type": "unread", "conversation": conversation, "count": count})
