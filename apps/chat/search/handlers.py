from apps.chat.messages.events import MessageEdited, MessageRecalled, MessagesSent
from apps.chat.search.services import forget_messages, index_messages
from apps.events.registry import handles


@handles(MessagesSent)
def what_was_sent_can_be_found(event: MessagesSent) -> None:
    index_messages([item.message for item in event.items])


@handles(MessageEdited)
def what_an_edit_made_of_it_can_be_found(event: MessageEdited) -> None:
    index_messages([event.message])


@handles(MessageRecalled)
def what_was_recalled_is_out_of_the_search(event: MessageRecalled) -> None:
    forget_messages([event.message])
