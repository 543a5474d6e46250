"""The one write path of messages: for the socket, the API, pages and workers."""

from apps.chat.messages.outgoing import OutgoingMessage, Sent
from apps.chat.sending.batch import send_messages, store_messages

__all__ = ["OutgoingMessage", "Sent", "send_messages", "store_messages"]
