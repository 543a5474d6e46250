from apps.chat.messages.events import MessageRecalled
from apps.chat.pins.services import unpin_recalled
from apps.events.registry import handles


@handles(MessageRecalled)
def what_was_taken_back_is_not_pinned(event: MessageRecalled) -> None:
    unpin_recalled(message_id=event.message)
