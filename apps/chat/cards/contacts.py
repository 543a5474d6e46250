"""Exchanging a contact: one side offers theirs, the other gives theirs in return or declines. Both see the other's
then, by a tap that is logged, until one of them takes it back."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.accounts.models import User
from apps.chat.cards.errors import NotYourPart
from apps.chat.cards.features import CONTACT_EXCHANGE
from apps.chat.cards.models import Card, ContactReveal, SharedContact
from apps.chat.cards.registry import Action, CardType, Step, Who, Words
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.safety.limits import check_pace
from apps.chat.safety.permissions import lock_to_change
from apps.errors import Conflict
from apps.sealing import Secret, seal, unseal

PHONE = re.compile(r"\+?[0-9]{6,16}")
WECHAT = re.compile(r"[A-Za-z][A-Za-z0-9_-]{5,19}|\+?[0-9]{6,16}")
GAPS = re.compile(r"[\s().-]+")


class ContactHidden(Conflict):
    code = "contact_hidden"
    message = _("This contact isn't shown any more: one of you took it back.")


class PhoneFields(serializers.Serializer[Any]):
    contact = serializers.CharField(max_length=40, help_text="Shown to the other once both gave theirs.")

    def validate_contact(self, value: str) -> str:
        number = GAPS.sub("", value)
        if not PHONE.fullmatch(number):
            raise serializers.ValidationError(gettext("Write a phone number, with its country's code if it's abroad."))
        return number


class WechatFields(serializers.Serializer[Any]):
    contact = serializers.CharField(max_length=40, help_text="Shown to the other once both gave theirs.")

    def validate_contact(self, value: str) -> str:
        name = value.strip()
        if not WECHAT.fullmatch(name):
            raise serializers.ValidationError(gettext("Write your WeChat ID: 6 to 20 letters, digits, - or _."))
        return name


class ContactExchange(CardType):
    """Base of both. What was exchanged stands in no fact, text, step or frame."""

    maker = Who.EITHER
    states = {
        "open": _("Waiting for an answer"),
        "exchanged": _("Exchanged"),
        "declined": _("Not now"),
        "hidden": _("Hidden again"),
        "withdrawn": _("Taken back"),
        "expired": _("Expired"),
    }
    final = frozenset({"declined", "hidden", "withdrawn", "expired"})
    origin = Message.Origin.TAPPED
    is_single = True
    lasts = timedelta(days=14)
    expires_to = "expired"
    template = "chat/cards/contact.html"
    form_template = "chat/cards/_contact_fields.html"
    feature = CONTACT_EXCHANGE
    offers: ClassVar[Words]
    """The card in one line."""

    def prepare(self, data: dict[str, Any], *, conversation: Conversation, author: User | None) -> dict[str, Any]:
        return {}

    def keep(self, card: Card, *, data: dict[str, Any], author: User | None) -> None:
        if author is not None:
            _keep(card, author, data["contact"], card.created_at)

    def on_act(self, step: Step) -> None:
        if step.action == "accept" and step.actor is not None:
            _keep(step.card, step.actor, step.data["contact"], step.now)
            step.due_at = None
            return
        if step.action == "hide" and not _took_part(step.card, step.actor):
            raise NotYourPart
        SharedContact.objects.filter(card=step.card).delete()

    def own(self, cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
        open_ones = [card.pk for card in cards if card.state == "exchanged"]
        mine = SharedContact.objects.filter(card__in=open_ones, person=viewer).values_list("card_id", flat=True)
        return {card: {"may_see": True} for card in mine}

    def line(self, shown: Any) -> str:
        return str(self.offers)


def exchange_actions(accept: Words, accepted: Words, fields: type[serializers.Serializer[Any]]) -> dict[str, Action]:
    return {
        "accept": Action(
            Who.OTHER,
            accept,
            leads="exchanged",
            said=accepted,
            fields=fields,
            template="chat/cards/_contact_form.html",
        ),
        "decline": Action(Who.OTHER, _("Not now"), leads="declined", said=_("I'd rather stay here for now."), style=""),
        "withdraw": Action(Who.AUTHOR, _("Take it back"), leads="withdrawn", style="quiet", counts=False),
        "hide": Action(
            Who.EITHER,
            _("Hide both again"),
            start=("exchanged",),
            leads="hidden",
            style="quiet",
            counts=False,
            in_closed=True,
        ),
    }


@transaction.atomic
def reveal(*, card: Card, viewer: User, now: datetime | None = None) -> Secret:
    """The other's contact, for one of the two who exchanged; logged each time. Raises ContactHidden, NotYourPart, and
    what keeps the viewer from acting here."""
    lock_to_change(viewer, card.conversation_id)
    check_pace(viewer.pk)
    card = Card.objects.get(pk=card.pk)
    if card.state != "exchanged":
        raise ContactHidden
    if not _took_part(card, viewer):
        raise NotYourPart
    other = SharedContact.objects.filter(card=card).exclude(person=viewer).first()
    contact = unseal(other.sealed) if other else None
    if other is None or contact is None:
        raise ContactHidden
    ContactReveal.objects.create(card=card, viewer=viewer, owner_id=other.person_id, created_at=now or timezone.now())
    return contact


def _keep(card: Card, person: User, contact: str, now: datetime) -> None:
    SharedContact.objects.create(card=card, person=person, sealed=seal(contact), created_at=now)


def _took_part(card: Card, person: User | None) -> bool:
    return SharedContact.objects.filter(card=card, person=person).exists()
