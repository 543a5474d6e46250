from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.chat.conversations.moments import iso
from apps.chat.files.rendering import attachment_dict
from apps.chat.links.rendering import preview_dict
from apps.chat.messages.models import Message, Reaction

MessageDict = dict[str, Any]


def message_fields(
    *,
    id: int,
    conversation: int,
    seq: int,
    rev: int,
    client_id: UUID,
    sender: int | None,
    kind: str,
    body: str,
    reply_to: int | None,
    created_at: datetime,
    reactions: Sequence[dict[str, Any]] = (),
    card: dict[str, Any] | None = None,
    attachments: Sequence[dict[str, Any]] = (),
    preview: dict[str, Any] | None = None,
    edited_at: datetime | None = None,
    recalled_at: datetime | None = None,
) -> MessageDict:
    """The message object of the protocol. A recalled message keeps its place and loses all that it said."""
    is_recalled = recalled_at is not None
    return {
        "id": id,
        "conversation": conversation,
        "seq": seq,
        "rev": rev,
        "client_id": str(client_id),
        "sender": sender,
        "kind": kind,
        "body": "" if is_recalled else body,
        "reply_to": reply_to,
        "reactions": [] if is_recalled else list(reactions),
        "card": None if is_recalled else card,
        "attachments": [] if is_recalled else list(attachments),
        "preview": None if is_recalled else preview,
        "mentions": [] if is_recalled or not card else card.get("mentions", []),
        "created_at": iso(created_at),
        "edited_at": iso(edited_at),
        "recalled_at": iso(recalled_at),
    }


def message_dict(message: Message, viewer: object = None) -> MessageDict:
    """One message; what it holds is the same for every member, so `viewer` changes nothing. For many messages
    ask `selectors.detailed`."""
    return message_fields(
        id=message.pk,
        conversation=message.conversation_id,
        seq=message.seq,
        rev=message.rev,
        client_id=message.client_id,
        sender=message.sender_id,
        kind=message.kind,
        body=message.body,
        reply_to=message.reply_to_id,
        created_at=message.created_at,
        reactions=reaction_dicts(message.reactions.all()),
        card=message.facts,
        attachments=[attachment_dict(attachment) for attachment in message.attachments.all()],
        preview=preview_dict(message.pk, message.body, message.links.all()) if has_link(message.body) else None,
        edited_at=message.edited_at,
        recalled_at=message.recalled_at,
    )


def has_link(text: str) -> bool:
    """Whether there may be one; most messages have none, and nothing is asked of the database for them."""
    return "://" in text


def reaction_dicts(reactions: Iterable[Reaction]) -> list[dict[str, Any]]:
    """`[{"emoji": "👍", "users": [7, 9]}]`, in the order in which they came."""
    people: dict[str, list[int]] = {}
    for reaction in sorted(reactions, key=lambda reaction: reaction.pk):
        people.setdefault(reaction.emoji, []).append(reaction.user_id)
    return [{"emoji": emoji, "users": users} for emoji, users in people.items()]
