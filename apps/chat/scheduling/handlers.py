"""What makes a follow-up moot: an answer, the end of the conversation, a message taken back."""

from django.utils import timezone

from apps.chat.messages.events import MessageRecalled, MessagesSent
from apps.chat.scheduling.services import drop_moot_follow_ups
from apps.events.registry import handles


@handles(MessagesSent)
def who_was_answered_needs_no_follow_up(event: MessagesSent) -> None:
    """Closing is said by a message of the product's own."""
    drop_moot_follow_ups({item.conversation for item in event.items}, now=timezone.now())


@handles(MessageRecalled)
def what_was_taken_back_is_not_followed_up(event: MessageRecalled) -> None:
    drop_moot_follow_ups([event.conversation], now=timezone.now())
