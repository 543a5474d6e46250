"""What goes into the write path and what comes out of it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from apps.chat.messages.errors import EmptyMessage, TooLong, UnusableText
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import MessageDict
from apps.errors import DomainError
from apps.language import cleaning

MAX_BODY = 8000
"""Unicode characters, after trimming."""

ANSWER_ORIGINS = frozenset(
    {
        Message.Origin.TYPED,
        Message.Origin.PRESET,
        Message.Origin.PRESET_EDITED,
        Message.Origin.SUGGESTED,
        Message.Origin.TAPPED,
    }
)
"""Origins of messages that a person typed or approved: they give the turn to the other side."""

UNLIMITED_ORIGINS = frozenset(
    {
        Message.Origin.AUTO,
        Message.Origin.JOB_CARD,
        Message.Origin.CARD,
        Message.Origin.TAPPED,
        Message.Origin.BULK_DECLINE,
    }
)
"""Origins of messages that count against nobody's limit."""

_KEY = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"chat.fingerprint").digest()
_KEYED = hashlib.blake2b(digest_size=8, key=_KEY)


@dataclass(slots=True)
class OutgoingMessage:
    """A message to be sent. Without a sender it is the system's. `facts` is what a system message or card says;
    `may_ask`, that its door can ask its sender whether they mean it, and hasn't yet; `doubt` is what they are to be
    asked, once it is known that they may write here and didn't send it before."""

    sender_id: int | None
    conversation_id: int
    body: str
    client_id: UUID
    kind: str = "text"
    origin: str = "typed"
    preset_id: int | None = None
    reply_to_id: int | None = None
    attachments: tuple[int, ...] = ()
    facts: dict[str, Any] | None = None
    may_ask: bool = False
    doubt: DomainError | None = None

    @property
    def fingerprint(self) -> int:
        """A keyed digest of what is sent, as a signed 64-bit number."""
        # What a message with attachments is, is known only once they are looked at.
        kind = "image" if self.attachments else self.kind
        text = f"{self.conversation_id}|{kind}|{self.reply_to_id}|{self.attachments}|{self.body}"
        digest = _KEYED.copy()
        digest.update(text.encode())
        return int.from_bytes(digest.digest(), signed=True)


@dataclass(slots=True, frozen=True)
class Sent:
    """A committed message. `is_repeat` says that it was stored before, under the same `client_id`; `message` is then
    None. `members` are all who take part, the sender included; `stage` is the conversation's new stage, if it moved."""

    id: int
    conversation_id: int
    seq: int
    rev: int
    client_id: UUID
    sender_id: int | None
    created_at: datetime
    members: tuple[int, ...] = ()
    message: MessageDict | None = None
    is_repeat: bool = False
    stage: str | None = None


def clean_body(body: str, *, may_be_empty: bool = False) -> str:
    """The text as it will be stored; raises EmptyMessage, TooLong or UnusableText."""
    try:
        return cleaning.clean(body, max_length=MAX_BODY)
    except cleaning.UnusableText as error:
        if error.code == "empty":
            if may_be_empty:
                return ""
            raise EmptyMessage(field="body") from error
        raise (TooLong if error.code == "too_long" else UnusableText)(field="body") from error
