"""Messages were sent."""

from dataclasses import dataclass

from apps.events.registry import Batch

PARTITIONS = 4


SentItem = tuple[int, int, int, int, str]


@dataclass(frozen=True)
class MessagesSent(Batch, kind="chat.messages_sent"):
    """Messages that were committed together: (message, conversation, sender or 0, seq, origin) each.

    All messages of one conversation carry one subject, so their order is kept.
    """

    items: tuple[SentItem, ...]

    @property
    def subject(self) -> str:
        return f"messages:{self.items[0][1] % PARTITIONS}"
