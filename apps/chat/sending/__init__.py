"""The one write path of messages: for the socket, the API, pages and workers."""

from apps.chat.sending.batch import send_messages, store_messages
from apps.chat.sending.outgoing import OutgoingMessage, Sent

__all__ = ["OutgoingMessage", "Sent", "send_messages", "store_messages"]
