"""The types of cards. A type is one file: a class that derives from `CardType`, registered.

A card is a message (kind `card`) on which people act. The engine locks, checks, writes and tells; a type only says
what may be done. To add one, put a file into `apps/chat/cards/types/` (found by itself); a room or an app above has
its types in a `card_types.py` of its own, which is found at start:

    class InviteFields(serializers.Serializer[Any]):        # what making one needs
        day = serializers.DateField()

    @register
    class Invite(CardType):
        key, title, icon = "invite", _("Invitation"), "calendar"
        maker = Who.COMPANY                                 # who may make one
        fields = InviteFields
        states = {"open": _("Open"), "accepted": _("Accepted"), "declined": _("Declined"), "expired": _("Expired")}
        final = frozenset({"accepted", "declined", "expired"})  # in these it is closed, nothing follows
        origin = Message.Origin.TAPPED                      # it gives the turn to the other side
        lasts, expires_to = timedelta(days=7), "expired"    # or override due_at()
        actions = {
            "accept": Action(Who.OTHER, _("Accept"), leads="accepted", said=_("Accepted the invitation")),
            "decline": Action(Who.OTHER, _("Decline"), leads="declined", said=_("Declined it"), style=""),
        }

        def on_act(self, step):                             # in the transaction, under the conversation's lock
            if step.action == "accept":
                set_stage(by=step.actor, conversation_id=step.conversation.pk, stage="interview")

`make_card(conversation=…, author=…, type="invite", facts={…}, client_id=…)` makes it, `act(card=…, actor=…,
action="accept", data={…}, client_id=…)` acts; pages, API (`…/conversations/{id}/cards/`, `…/cards/{id}/act/`) and
socket (`card.act`) do so by themselves. What else a type may override stands at each method.

What the engine promises, and a test tries with every type that is registered: an action is done once (a double tap, a
replay, two devices at once); who is on the wrong side, outside, blocked or gone is refused; what isn't an action, or
doesn't fit its fields, too. What all members see of a card is `public()`; whatever is one person's own goes through
`own()`, which is asked for that person alone and never travels in a frame. `text()` is stored with the message: it's
what search finds and simple clients show. An action's `said` is a line of its actor in the log, by which the other
side is told as by any message; its row keeps only what `keeps` names. An action that closes the conversation says
nothing (`said=""`), since words would open it again.

Templates: `template` gets `card` (a `selectors.Face`) and renders it open and done. The default shows title, state,
`lines()` and a button for each action; an action with fields names its form in `Action.template`, which gets `card`,
`deed`, `error` and `typed`. Own templates extend `chat/cards/_card.html`. What must vanish at once when it is taken
back carries `data-secret`. `form_template` are the fields of the form that makes one; without it one tap does.
Upper apps hear of everything by the events `CardMade` and `CardActed`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.conversations.facts import Fact
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.experiments.features import Feature

Words = str | Promise


class Who(StrEnum):
    """Sides of a conversation. A job's has two: the candidate, and the company with all its people; elsewhere each
    person is a side of their own."""

    AUTHOR = "author"
    OTHER = "other"
    EITHER = "either"
    CANDIDATE = "candidate"
    COMPANY = "company"
    PRODUCT = "product"


@dataclass(frozen=True)
class Action:
    """`who` may do it, in which states it can `start`, and to which state it `leads` ("" leaves that to `on_act`, or
    stays). `fields` reads its data; `keeps` names those of them that the step's row may hold (ids and choices, never
    words). `said` is the line that the other side reads in the log, and is told of ("" for none); `counts` says that
    this line gives the turn to them, as an answer. `style` is a button's: primary, danger, quiet, or "" for a plain
    one. `is_offered` False leaves it out of the row of buttons; `in_closed` allows it in a closed conversation. What
    `settles` what its doer was waited for leaves nobody waiting."""

    who: Who
    label: Words
    start: tuple[str, ...] = ("open",)
    leads: str = ""
    said: Words = ""
    fields: type[serializers.Serializer[Any]] | None = None
    keeps: tuple[str, ...] = ()
    counts: bool = True
    style: str = "primary"
    template: str = ""
    is_offered: bool = True
    in_closed: bool = False
    settles: bool = False


@dataclass
class Step:
    """An action on its way. `on_act` may change `facts`, set `leads` and `due_at`, and have effects of its own through
    services and events; `kept` is what the step's row holds. `actor` is None for the product."""

    card: Card
    conversation: Conversation
    actor: User | None
    action: str
    data: dict[str, Any]
    now: datetime
    facts: dict[str, Any]
    leads: str
    due_at: datetime | None
    kept: dict[str, Any] = field(default_factory=dict)
    number: int = 0


class CardType:
    key: ClassVar[str]
    title: ClassVar[Words]
    version: ClassVar[int] = 1
    icon: ClassVar[str] = "square"
    place: ClassVar[int] = 30
    """Among what one may send: what leads on to an interview comes first, what loosens the talk last."""
    maker: ClassVar[Who] = Who.EITHER
    where: ClassVar[Collection[str]] = (Conversation.Kind.JOB,)
    fields: ClassVar[type[serializers.Serializer[Any]]] = serializers.Serializer
    first_state: ClassVar[str] = "open"
    states: ClassVar[Mapping[str, Words]] = {"open": _("Open")}
    final: ClassVar[Collection[str]] = ()
    actions: ClassVar[Mapping[str, Action]] = {}
    origin: ClassVar[str] = Message.Origin.CARD
    """CARD lets the turn where it is; TAPPED gives it to the other side, as a question or an answer does."""
    is_single: ClassVar[bool] = False
    """Only one of it may be open in a conversation at a time."""
    in_closed: ClassVar[bool] = False
    """Whether it may be made in a closed conversation."""
    lasts: ClassVar[timedelta | None] = None
    expires_to: ClassVar[str] = ""
    template: ClassVar[str] = "chat/cards/_plain.html"
    form_template: ClassVar[str] = ""
    """The form that makes one. Without one, and without required fields, it is made by one tap."""
    is_offered: ClassVar[bool] = True
    """Whether the composer's menu offers it; others are made by a feature of their own."""
    feature: ClassVar[Feature | None] = None

    def may_offer(self, conversation: Conversation, person: User) -> bool:
        """Whether the menu offers it to this person here, beyond what `where` and `maker` say."""
        return True

    def prepare(self, data: dict[str, Any], *, conversation: Conversation, author: User | None) -> dict[str, Any]:
        """The card's facts (JSON) from the validated fields; raises a DomainError that refuses it."""
        return data

    def due_at(self, facts: dict[str, Any], now: datetime) -> datetime | None:
        return now + self.lasts if self.lasts else None

    def keep(self, card: Card, *, data: dict[str, Any], author: User | None) -> None:
        """Stores what came with the fields and must not stand in the facts; before `on_made`."""

    def on_made(self, card: Card, *, conversation: Conversation, author: User | None) -> None:
        """What follows, in the transaction."""

    def on_act(self, step: Step) -> None:
        """What follows an action, in the transaction, under the conversation's lock; raises a DomainError to refuse
        it. The product's own action is called `expire`."""

    def text(self, facts: Mapping[str, Any]) -> str:
        """What search finds and simple clients show, in the author's language."""
        return str(self.title)

    def public(self, card: Card) -> dict[str, Any]:
        """What every member may see of its facts."""
        return dict(card.facts)

    def own(self, cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
        """By card, what this viewer alone may see beside that. Asked for all cards of a page at once."""
        return {}

    def line(self, shown: Mapping[str, Any]) -> str:
        """The card in one line, for lists and quotes, in the reader's language. `shown` is the message's `card`."""
        return str(self.title)

    def said(self, action: str, shown: Mapping[str, Any]) -> str:
        """The line that an action leaves in the log. `shown["data"]` is what the action kept."""
        known = self.actions.get(action)
        return str(known.said) if known else ""

    def lines(self, shown: Mapping[str, Any], own: Mapping[str, Any]) -> list[Fact]:
        """What the plain template lists."""
        return []

    def forget(self, card: Card, person: User) -> dict[str, Any]:
        """The facts without what tells of this person, who took part in the conversation and is being erased. What they
        made is emptied in any case."""
        return {} if card.made_by_id == person.pk else dict(card.facts)


_types: dict[str, CardType] = {}
C = TypeVar("C", bound=type[CardType])


def register(card_type: C) -> C:
    """Makes the type known, under its key."""
    _types[card_type.key] = card_type()
    return card_type


def card_types() -> list[CardType]:
    return list(_types.values())


def type_named(key: str) -> CardType | None:
    return _types.get(key)


class Unknown(CardType):
    """A card whose type isn't installed any more: it is still there to read."""

    key = "unknown"
    title = _("Card")

    def public(self, card: Card) -> dict[str, Any]:
        return {}


UNKNOWN = Unknown()


def type_of(key: str) -> CardType:
    return _types.get(key, UNKNOWN)
