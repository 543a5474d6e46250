"""Cards as a reader sees them: what is on their face, and what this reader may do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.registry import Action, CardType, card_types, type_of
from apps.chat.cards.rendering import shown
from apps.chat.cards.sides import is_authors, may_do, may_make
from apps.chat.conversations.facts import Fact
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.selectors import conversation_for
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import MessageDict
from apps.errors import NotFound
from apps.experiments.services import feature_shown


@dataclass(frozen=True)
class Deed:
    """An action that the reader may do now. `client_id` makes a double tap on this very button one."""

    name: str
    action: Action
    url: str
    client_id: UUID = field(default_factory=uuid4)

    @property
    def has_form(self) -> bool:
        return self.action.fields is not None


@dataclass(frozen=True)
class Face:
    """A card for one reader. `shown` is its message's `card`; `own` what only they see."""

    card: Card
    card_type: CardType
    conversation: Conversation
    viewer: User
    own: Mapping[str, Any]
    error: str = ""

    @property
    def id(self) -> int:
        return self.card.pk

    @property
    def key(self) -> str:
        """Changes whenever the face may have."""
        return f"{self.card.pk}:{self.card.steps_taken}"

    @property
    def template(self) -> str:
        return self.card_type.template

    @cached_property
    def shown(self) -> dict[str, Any]:
        return shown(self.card, self.card_type)

    @property
    def facts(self) -> dict[str, Any]:
        return self.shown["facts"]

    @property
    def text(self) -> str:
        return self.card.message.body

    @property
    def title(self) -> str:
        return str(self.card_type.title)

    @property
    def state(self) -> str:
        return self.card.state

    @property
    def state_words(self) -> str:
        return str(self.card_type.states.get(self.card.state, ""))

    @property
    def is_open(self) -> bool:
        return self.card.closed_at is None

    @property
    def due_at(self) -> datetime | None:
        return self.card.due_at

    @property
    def is_mine(self) -> bool:
        """Made by the reader's side."""
        return is_authors(self.card, self.conversation, self.viewer)

    @property
    def lines(self) -> list[Fact]:
        return [fact for fact in self.card_type.lines(self.shown, self.own) if fact.value]

    @cached_property
    def deeds(self) -> list[Deed]:
        """In the type's order."""
        card, conversation = self.card, self.conversation
        if card.closed_at is not None or card.message.recalled_at is not None:
            return []
        is_closed = conversation.stage == Conversation.Stage.CLOSED
        return [
            Deed(name, action, reverse("chat:card_act", args=[conversation.pk, card.pk, name]))
            for name, action in self.card_type.actions.items()
            if card.state in action.start
            and may_do(action.who, card, conversation, self.viewer)
            and (action.in_closed or not is_closed)
        ]

    @property
    def offered(self) -> list[Deed]:
        return [deed for deed in self.deeds if deed.action.is_offered]

    def deed(self, name: str) -> Deed | None:
        return next((deed for deed in self.deeds if deed.name == name), None)

    def as_dict(self) -> dict[str, Any]:
        """For the API: what the message says of it, and the reader's own part."""
        return self.shown | {
            "id": self.id,
            "conversation": self.conversation.pk,
            "title": self.title,
            "state_words": self.state_words,
            "made_by": self.card.made_by_id,
            "created_at": self.card.created_at,
            "own": dict(self.own),
            "actions": [{"name": deed.name, "label": str(deed.action.label)} for deed in self.deeds],
        }


@dataclass(frozen=True)
class StepLine:
    """What an action left in the log."""

    id: int
    card_id: int
    words: str
    title: str
    template: str = "chat/cards/_step.html"

    @property
    def key(self) -> str:
        return f"{self.id}:0"


def card_for(user: User, conversation_id: int, card_id: int) -> Card:
    """The card, for who takes part in its conversation; raises NotFound for everybody else."""
    conversation = conversation_for(user, conversation_id)
    card = Card.objects.select_related("message", "conversation").filter(pk=card_id, conversation=conversation).first()
    if card is None or card.message.recalled_at is not None:
        raise NotFound
    return card


def card_of_message(user: User, message_id: int) -> Card:
    conversation = Card.objects.filter(pk=message_id).values_list("conversation_id", flat=True).first()
    if conversation is None:
        raise NotFound
    return card_for(user, conversation, message_id)


def cards_of(conversation: Conversation) -> Any:
    """Newest first, without those whose maker is erased."""
    cards = Card.objects.filter(conversation=conversation, message__recalled_at=None)
    return cards.select_related("message", "conversation").order_by("-message")


def faces(cards: Sequence[Card], conversation: Conversation, viewer: User) -> list[Face]:
    """One query a type for what is the viewer's own, however many cards there are."""
    own: dict[int, dict[str, Any]] = {}
    for key in {card.type for card in cards}:
        card_type = type_of(key)
        own |= card_type.own([card for card in cards if card.type == key], viewer)
    return [Face(card, type_of(card.type), conversation, viewer, own.get(card.pk, {})) for card in cards]


def face_of(card: Card, viewer: User) -> Face:
    return faces([card], conversation_for(viewer, card.conversation_id), viewer)[0]


def faces_in(messages: Iterable[MessageDict], conversation: Conversation, viewer: User) -> dict[int, Face | StepLine]:
    """What stands in the place of these messages that are cards, by message. No query where none is."""
    found = [one for one in messages if one["kind"] == Message.Kind.CARD and one["card"]]
    ids = [one["id"] for one in found if one["card"]["type"] != "card_step"]
    lines = {one["id"]: step_line(one) for one in found if one["card"]["type"] == "card_step"}
    if not ids:
        return dict(lines)
    cards = list(Card.objects.filter(pk__in=ids).select_related("message", "conversation"))
    return lines | {face.id: face for face in faces(cards, conversation, viewer)}


def step_line(message: MessageDict) -> StepLine:
    card = message["card"]
    card_type = type_of(card.get("card_type", ""))
    words = card_type.said(card.get("action", ""), card)
    return StepLine(message["id"], card.get("card", 0), words, str(card_type.title))


def line_of(message: MessageDict) -> str:
    """A card, or what was done with one, in one line of the reader's language."""
    card = message["card"] or {}
    if card.get("type") == "card_step":
        return step_line(message).words
    return type_of(card.get("type", "")).line(card)


def offered_types(conversation: Conversation, viewer: User) -> list[CardType]:
    """What the composer's menu offers this person here."""
    if conversation.stage == Conversation.Stage.CLOSED:
        return []
    lying = set(Card.objects.filter(conversation=conversation, closed_at=None).values_list("type", flat=True))
    return [
        card_type
        for card_type in sorted(card_types(), key=lambda one: one.place)
        if card_type.is_offered
        and not (card_type.is_single and card_type.key in lying)
        and may_make(card_type, conversation, viewer)
        and card_type.may_offer(conversation, viewer)
        and (card_type.feature is None or feature_shown(card_type.feature, viewer, conversation=conversation.pk))
    ]
