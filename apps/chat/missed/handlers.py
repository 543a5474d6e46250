"""A message may be missed."""

from django.utils import timezone

from apps.chat.messages.events import MessagesSent
from apps.chat.missed.services import note_missed
from apps.events.registry import handles


@handles(MessagesSent)
def what_is_missed_is_mailed(event: MessagesSent) -> None:
    written = [item for item in event.items if item[2]]
    if written:
        note_missed({item[1] for item in written}, senders={item[2] for item in written}, now=timezone.now())
