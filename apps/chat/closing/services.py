"""Saying no to one person: with words, which close the conversation."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.services import make_card
from apps.chat.closing.errors import NotDeclinable, NothingToTakeBack, TooLateToTakeBack
from apps.chat.closing.features import DECLINES
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.selectors import conversation_for
from apps.chat.messages.services import RECALL_WINDOW, take_back_message
from apps.chat.safety.permissions import lock_to_change
from apps.chat.stages.services import set_stage
from apps.experiments.services import feature_used


@transaction.atomic
def decline(
    *,
    by: User,
    conversation_id: int,
    words: str,
    reason: str = "",
    client_id: UUID | None = None,
    now: datetime | None = None,
) -> Card:
    """Closes a conversation about a job with these words, which the other side reads as a card. Written or approved
    for this one person it is an answer. The same `client_id` again gives the first card.

    Raises WordsNeeded, UnknownReason, NotDeclinable where it is closed already, and why one may not write here.
    """
    conversation = conversation_for(by, conversation_id)
    client_id = client_id or uuid4()
    is_closed = conversation.stage == Conversation.Stage.CLOSED
    known = (
        is_closed
        and Card.objects.filter(conversation=conversation, message__sender=by, message__client_id=client_id).exists()
    )
    if conversation.kind != Conversation.Kind.JOB or (is_closed and not known):
        raise NotDeclinable
    facts = {"reason": reason, "words": words}
    card = make_card(conversation=conversation, author=by, type="decline", facts=facts, client_id=client_id, now=now)
    if not known:
        feature_used(DECLINES, by, conversation=conversation.pk)
    return card


@transaction.atomic
def take_back_decline(*, by: User, conversation_id: int, now: datetime | None = None) -> Card:
    """Takes one's last no back within two minutes: its words go, and the conversation is as open as before. Harmless
    when repeated. Raises NothingToTakeBack, TooLateToTakeBack, and why one may change nothing here."""
    now = now or timezone.now()
    conversation = lock_to_change(by, conversation_id)
    mine = Card.objects.filter(conversation=conversation, type__in=("decline", "bulk_decline"), made_by=by)
    card = mine.select_related("message").order_by("-message_id").first()
    if card is None:
        raise NothingToTakeBack
    if card.message.recalled_at is not None:
        return card
    if now - card.created_at > RECALL_WINDOW:
        raise TooLateToTakeBack
    card.facts, card.closed_at = {"reason": "", "side": card.facts.get("side", ""), "words": "", "jobs": []}, now
    card.save(update_fields=["facts", "closed_at"])
    take_back_message(card.message, now=now)
    if conversation.stage == Conversation.Stage.CLOSED:
        set_stage(by=by, conversation_id=conversation.pk, stage=conversation.closed_from or Conversation.Stage.CLARIFY)
    return card


@transaction.atomic
def move_or_decline(*, by: User, conversation_id: int, stage: str, words: str = "") -> None:
    """Moves the conversation to this stage; closing it with words is a decline."""
    if stage == Conversation.Stage.CLOSED and words.strip():
        conversation = conversation_for(by, conversation_id)
        if conversation.kind == Conversation.Kind.JOB and conversation.stage != Conversation.Stage.CLOSED:
            decline(by=by, conversation_id=conversation_id, words=words)
            return
    set_stage(by=by, conversation_id=conversation_id, stage=stage)
