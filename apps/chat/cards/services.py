"""Making cards and acting on them: everything that is written about a card is written here, under its conversation's
lock, together with what follows from it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone, translation

from apps.accounts.models import User
from apps.chat.cards.checking import checked, digest_of
from apps.chat.cards.errors import CardAlreadyOpen, CardMoved, CardNotHere, NotYourPart, UnknownAction, UnknownCardType
from apps.chat.cards.events import CardActed, CardMade
from apps.chat.cards.models import Card, CardStep
from apps.chat.cards.registry import Action, CardType, Step, type_named, type_of
from apps.chat.cards.rendering import shown
from apps.chat.cards.sides import is_on_side_of, may_do, may_make
from apps.chat.conversations.errors import ConversationClosed
from apps.chat.conversations.locking import locked, next_rev, tell_members
from apps.chat.conversations.models import Conversation
from apps.chat.messages.errors import ClientIdReused
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import OutgoingMessage, Sent
from apps.chat.messages.selectors import with_details
from apps.chat.messages.services import tell_changed
from apps.chat.safety.limits import check_pace
from apps.chat.safety.permissions import lock_to_change
from apps.chat.sending import send_messages
from apps.errors import DomainError, NotFound
from apps.events.services import publish
from apps.experiments.services import feature_used

MADE = "make"
EXPIRE = "expire"
Stage = Conversation.Stage


@transaction.atomic
def make_card(
    *,
    conversation: Conversation,
    author: User | None,
    type: str,
    facts: Mapping[str, Any],
    client_id: UUID,
    now: datetime | None = None,
) -> Card:
    """Sends a card of this type, made from these fields; the same `client_id` again gives the first one. Without an
    author it is the product's. Raises UnknownCardType, CardNotHere, CardAlreadyOpen, InvalidInput, and why the author
    may not write here."""
    now = now or timezone.now()
    card_type = type_named(type)
    if card_type is None:
        raise UnknownCardType(field="type")
    if author is None:
        conversation = locked(Conversation.objects.filter(pk=conversation.pk)).get()
    else:
        conversation = lock_to_change(author, conversation.pk)
        check_pace(author.pk)
    data = checked(card_type.fields, facts)
    digest = digest_of(type, data)
    if earlier := _made_before(conversation, author, client_id):
        if earlier.steps.get(number=1).digest != digest:
            raise ClientIdReused
        return earlier
    _check_may_make(card_type, conversation, author)
    made_facts = card_type.prepare(data, conversation=conversation, author=author)
    card = Card(
        conversation=conversation,
        type=card_type.key,
        version=card_type.version,
        state=card_type.first_state,
        facts=made_facts,
        made_by=author,
        created_at=now,
        due_at=card_type.due_at(made_facts, now),
    )
    with translation.override(author.language if author else translation.get_language()):
        text = card_type.text(made_facts)
    sent = _send(
        OutgoingMessage(
            sender_id=author.pk if author else None,
            conversation_id=conversation.pk,
            body=text[:2000],
            client_id=client_id,
            kind=Message.Kind.CARD,
            origin=card_type.origin if author else Message.Origin.CARD,
            facts=shown(card, card_type),
        ),
        now=now,
    )
    if sent.is_repeat:
        # Of another conversation, or no card at all: those here were looked up.
        raise ClientIdReused
    card.message_id = sent.id
    card.save(force_insert=True)
    _write_step(card, number=1, actor=author, action=MADE, data={}, digest=digest, client_id=client_id, now=now)
    card_type.keep(card, data=data, author=author)
    card_type.on_made(card, conversation=conversation, author=author)
    if card_type.feature is not None and author is not None:
        feature_used(card_type.feature, author, conversation=conversation.pk)
    publish(CardMade(conversation.pk, card=card.pk, type=card.type, by=author.pk if author else None))
    return card


def _made_before(conversation: Conversation, author: User | None, client_id: UUID) -> Card | None:
    made = CardStep.objects.filter(
        card__conversation=conversation, number=1, client_id=client_id, actor=author, card__message__sender=author
    )
    step = made.select_related("card").first()
    return step.card if step else None


def _check_may_make(card_type: CardType, conversation: Conversation, author: User | None) -> None:
    if author is not None and not may_make(card_type, conversation, author):
        raise CardNotHere
    if conversation.stage == Stage.CLOSED and not card_type.in_closed:
        raise ConversationClosed
    if card_type.is_single and open_cards(conversation, card_type.key).exists():
        raise CardAlreadyOpen


def open_cards(conversation: Conversation, type: str) -> Any:
    return Card.objects.filter(conversation=conversation, type=type, closed_at=None)


@transaction.atomic
def act(
    *,
    card: Card,
    actor: User,
    action: str,
    data: Mapping[str, Any],
    client_id: UUID,
    now: datetime | None = None,
) -> Card:
    """Does this with the card, once: the same `client_id` again, or the same thing twice at once, changes nothing more.
    Raises UnknownAction, NotYourPart, CardMoved, InvalidInput, and why the actor may change nothing here."""
    now = now or timezone.now()
    conversation = lock_to_change(actor, card.conversation_id)
    check_pace(actor.pk)
    card = Card.objects.select_related("message").get(pk=card.pk)
    card_type = type_of(card.type)
    known = card_type.actions.get(action)
    if known is None:
        raise UnknownAction(field="action")
    if not may_do(known.who, card, conversation, actor):
        raise NotYourPart
    read = checked(known.fields, data)
    digest = digest_of(action, read)
    if _done_before(card, actor, known, digest, client_id):
        return card
    if card.closed_at is not None or card.state not in known.start:
        raise CardMoved(state=card.state)
    if conversation.stage == Stage.CLOSED and not known.in_closed:
        raise ConversationClosed
    step = _step(card, conversation, actor, action, known, read, now)
    return _take(step, card_type, known, digest=digest, client_id=client_id)


def _done_before(card: Card, actor: User, known: Action, digest: int, client_id: UUID) -> bool:
    """Whether this is a repetition: of the request, or of what the person did last, on another device at once."""
    if card.message.recalled_at is not None:
        raise NotFound
    earlier = card.steps.filter(client_id=client_id).first()
    if earlier is not None:
        if (earlier.actor_id, earlier.digest) != (actor.pk, digest):
            raise ClientIdReused
        return True
    last = card.steps.order_by("-number").first()
    is_past = card.closed_at is not None or card.state not in known.start
    return last is not None and is_past and (last.actor_id, last.digest) == (actor.pk, digest)


@transaction.atomic
def expire(card_id: int, *, now: datetime) -> bool:
    """Closes a card whose time has come, as its type says; whether it did. Harmless when repeated."""
    found = Card.objects.filter(pk=card_id).first()
    if found is None:
        return False
    conversation = locked(Conversation.objects.filter(pk=found.conversation_id)).get()
    card = Card.objects.select_related("message").get(pk=card_id)
    if card.closed_at is not None or card.due_at is None or card.due_at > now:
        return False
    card_type = type_of(card.type)
    known = Action(who=card_type.maker, label="", leads=card_type.expires_to)
    step = _step(card, conversation, None, EXPIRE, known, {}, now)
    step.due_at = None
    _take(step, card_type, known, digest=digest_of(EXPIRE, {}), client_id=uuid5(card.message.client_id, EXPIRE))
    return True


def _step(
    card: Card,
    conversation: Conversation,
    actor: User | None,
    action: str,
    known: Action,
    data: dict[str, Any],
    now: datetime,
) -> Step:
    return Step(
        card=card,
        conversation=conversation,
        actor=actor,
        action=action,
        data=data,
        now=now,
        facts=dict(card.facts),
        leads=known.leads or card.state,
        due_at=card.due_at,
        kept={name: data[name] for name in known.keeps if name in data},
        number=card.steps_taken + 1,
    )


def _take(step: Step, card_type: CardType, known: Action, *, digest: int, client_id: UUID) -> Card:
    """Writes the step and what follows from it, and tells everybody."""
    card, conversation, actor = step.card, step.conversation, step.actor
    card_type.on_act(step)
    conversation.refresh_from_db()
    card.state, card.facts, card.due_at = step.leads, step.facts, step.due_at
    card.steps_taken = step.number
    if card.state in card_type.final or (step.action == EXPIRE and step.due_at is None):
        card.closed_at, card.due_at = step.now, None
    card.save(update_fields=["state", "facts", "due_at", "steps_taken", "closed_at"])
    _write_step(
        card,
        number=step.number,
        actor=actor,
        action=step.action,
        data=step.kept,
        digest=digest,
        client_id=client_id,
        now=step.now,
    )
    tell_card(card, conversation, now=step.now)
    if actor is not None and known.said:
        was_waited_for = is_on_side_of(conversation.waiting_for_id, conversation, actor)
        _say(card, step, known, client_id)
        if known.settles and was_waited_for:
            _leave_nobody_waiting(conversation, now=step.now)
    by = actor.pk if actor else None
    publish(
        CardActed(
            conversation.pk,
            card=card.pk,
            type=card.type,
            step=step.number,
            action=step.action,
            state=card.state,
            by=by,
        )
    )
    return card


def tell_card(card: Card, conversation: Conversation, *, now: datetime) -> None:
    """Puts the card as it is into its message, with the conversation's next revision. Call it under its lock."""
    message = with_details(Message.objects.filter(pk=card.pk)).get()
    tell_changed(conversation, message, now=now, facts=shown(card, type_of(card.type)))


def _say(card: Card, step: Step, known: Action, client_id: UUID) -> None:
    """The line in the log that the other side reads, and is told of as of any message."""
    assert step.actor is not None
    facts = {
        "type": "card_step",
        "card": card.pk,
        "card_type": card.type,
        "action": step.action,
        "data": step.kept,
    }
    _send(
        OutgoingMessage(
            sender_id=step.actor.pk,
            conversation_id=card.conversation_id,
            body="",
            client_id=uuid5(client_id, f"card {card.pk}"),
            kind=Message.Kind.CARD,
            origin=Message.Origin.TAPPED if known.counts else Message.Origin.CARD,
            facts=facts,
        ),
        now=step.now,
    )


def _send(message: OutgoingMessage, *, now: datetime) -> Sent:
    (result,) = send_messages([message], now=now)
    if isinstance(result, DomainError):
        raise result
    return result


def _leave_nobody_waiting(conversation: Conversation, *, now: datetime) -> None:
    conversation.refresh_from_db()
    next_rev(conversation, now=now, waiting_for_id=None, waiting_since=None)
    tell_members(conversation.pk, "conversation.changed")


def _write_step(card: Card, **fields: Any) -> None:
    now = fields.pop("now")
    CardStep.objects.create(card=card, state_after=card.state, created_at=now, **fields)
