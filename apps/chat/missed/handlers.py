"""A message may be missed."""

from django.utils import timezone

from apps.chat.messages.events import MessagesSent
from apps.chat.missed.pushing import push_missed
from apps.chat.missed.services import note_missed
from apps.events.registry import handles


@handles(MessagesSent)
def what_is_missed_is_mailed(event: MessagesSent) -> None:
    written = [item for item in event.items if item.sender]
    if written:
        conversations, senders = {item.conversation for item in written}, {item.sender for item in written}
        note_missed(conversations, senders=senders, now=timezone.now())


@handles(MessagesSent)
def what_is_missed_is_pushed(event: MessagesSent) -> None:
    push_missed([item for item in event.items if item.sender], now=timezone.now())
