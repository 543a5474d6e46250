from apps.chat.messages.events import MessagesSent
from apps.chat.support.events import SupportAsked
from apps.events.registry import handles
from apps.feedback.support_chats.services import follow_chats, open_chat_ticket


@handles(SupportAsked)
def keep_the_question(event: SupportAsked) -> None:
    open_chat_ticket(conversation_id=event.conversation, message_id=event.message)


@handles(MessagesSent)
def follow_what_is_said(event: MessagesSent) -> None:
    follow_chats(event)
