"""The card that says no."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rest_framework import serializers

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.registry import CardType, Who, register
from apps.chat.closing.errors import WordsNeeded
from apps.chat.closing.models import DeclineReason
from apps.chat.closing.selectors import reason_of_side, similar_for, still_open
from apps.chat.closing.wording import MOST_WORDS
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import clean_body
from apps.chat.messages.placeholders import check_filled_in
from apps.chat.stages.services import close_conversation, somebody_waits_for


class DeclineFields(serializers.Serializer[Any]):
    reason = serializers.SlugField(max_length=40, required=False, allow_blank=True, default="")
    words = serializers.CharField(max_length=MOST_WORDS, required=False, allow_blank=True, default="")


@register
class Decline(CardType):
    """A no with words. It closes the conversation, answers who waited, and shows a candidate open jobs that are alike.
    Any later message opens the conversation again."""

    key, title, icon = "decline", _("A clear answer"), "circle-check"
    fields = DeclineFields
    first_state = "sent"
    states = {"sent": pgettext_lazy("conversation", "Closed")}
    origin = Message.Origin.SUGGESTED
    """Words that somebody wrote, or read and approved: judged as any other answer's are, copies included."""
    template = "chat/closing/_decline.html"
    is_offered = False

    def prepare(self, data: dict[str, Any], *, conversation: Conversation, author: User | None) -> dict[str, Any]:
        if not data["words"].strip():
            raise WordsNeeded(field="words")
        words = clean_body(data["words"])
        check_filled_in(words)
        is_candidates = author is not None and author.pk == conversation.candidate_id
        side = DeclineReason.Side.CANDIDATE if is_candidates else DeclineReason.Side.COMPANY
        reason = reason_of_side(data["reason"], side) if data["reason"] else None
        jobs = [] if is_candidates else similar_for(conversation)
        return {
            "reason": reason.key if reason else "",
            "side": str(side),
            "words": words,
            "jobs": jobs,
            "waited": author is not None and somebody_waits_for(author, conversation),
        }

    def on_made(self, card: Card, *, conversation: Conversation, author: User | None) -> None:
        if author is not None:
            close_conversation(by=author, conversation_id=conversation.pk)

    def text(self, facts: Mapping[str, Any]) -> str:
        return str(facts["words"])

    def public(self, card: Card) -> dict[str, Any]:
        """The words stand in the message; the jobs are the candidate's alone."""
        return {name: card.facts.get(name) for name in ("reason", "side", "waited")}

    def own(self, cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
        return still_open(cards, viewer)

    def line(self, shown: Mapping[str, Any]) -> str:
        is_candidates = shown.get("facts", {}).get("side") == DeclineReason.Side.CANDIDATE
        return str(_("The candidate declined") if is_candidates else _("Declined, with words"))


@register
class BulkDeclineCard(Decline):
    """One of many that were declined in one action: it closes as kindly, and counts as nobody's answer."""

    key = "bulk_decline"
    origin = Message.Origin.BULK_DECLINE
    maker = Who.COMPANY
