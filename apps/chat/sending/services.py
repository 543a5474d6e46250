import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from apps.accounts.models import User
from apps.chat.mentions.services import keep_mentions
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import OutgoingMessage, Sent
from apps.chat.presets.services import resolve_origin
from apps.chat.sending import send_messages
from apps.errors import DomainError, InvalidInput

TOPIC_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
CLIENT_ORIGINS = frozenset({"typed", "preset", "suggested"})
"""What a client may say of a message's origin; the rest is ours to know."""


def send_message(
    *,
    sender: User,
    conversation_id: int,
    body: str,
    client_id: UUID,
    origin: str = "typed",
    preset_id: int | None = None,
    reply_to_id: int | None = None,
    attachments: Sequence[int] = (),
    facts: dict[str, Any] | None = None,
    mentions: Sequence[int] = (),
    may_ask: bool = False,
) -> Sent:
    """Sends one message; the same `client_id` again gives the first one's `Sent`. Raises what refuses it. `mentions`
    are people of a group whom its text names after an @."""
    message = OutgoingMessage(
        sender_id=sender.pk,
        conversation_id=conversation_id,
        body=body,
        client_id=client_id,
        origin=origin,
        preset_id=preset_id,
        reply_to_id=reply_to_id,
        attachments=tuple(attachments),
        facts=facts,
        may_ask=may_ask,
    )
    resolve(message, mentions)
    return send_one(message)


def resolve(message: OutgoingMessage, mentions: Sequence[int] = ()) -> None:
    """Looks up what a message only names: its preset, and whom it mentions."""
    if message.preset_id is not None or message.origin == Message.Origin.PRESET:
        resolve_origin(message)
    if mentions:
        keep_mentions(message, mentions)


def send_system_message(*, conversation_id: int, facts: dict[str, Any], now: datetime | None = None) -> Sent:
    """What the product itself says in a conversation. `facts["type"]` names it, every reader gets their own words."""
    return send_one(
        OutgoingMessage(
            sender_id=None,
            conversation_id=conversation_id,
            body="",
            client_id=uuid4(),
            kind="system",
            origin="card",
            facts=facts,
        ),
        now=now,
    )


def question_about(topic: str) -> dict[str, Any] | None:
    """What a message says that asks about a topic by a tap; None where none is named. Raises InvalidInput for what is
    no topic's key."""
    if not topic:
        return None
    if not TOPIC_KEY.fullmatch(topic):
        raise InvalidInput(field="topic")
    return {"type": "question", "topic": topic}


def send_one(message: OutgoingMessage, *, now: datetime | None = None) -> Sent:
    result = send_messages([message], now=now)[0]
    if isinstance(result, DomainError):
        raise result
    return result


def new_client_id() -> UUID:
    return uuid4()
