"""Cards of somebody who is being erased."""

from datetime import datetime

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.registry import type_of
from apps.chat.cards.rendering import shown
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message


def forget_in(conversation: Conversation, person: User, *, now: datetime) -> None:
    """Their own cards close empty; in others' cards nothing tells of them any more. Call it under the conversation's
    lock, with its next revision taken."""
    for card in Card.objects.filter(conversation=conversation):
        card_type = type_of(card.type)
        card.facts = card_type.forget(card, person)
        if card.made_by_id == person.pk:
            card.facts, card.due_at, card.closed_at = {}, None, card.closed_at or now
            card.save(update_fields=["facts", "due_at", "closed_at"])
            continue
        card.save(update_fields=["facts"])
        Message.objects.filter(pk=card.pk).update(facts=shown(card, card_type), rev=conversation.head_rev)
