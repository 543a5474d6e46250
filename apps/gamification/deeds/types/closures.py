from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.chat.models import Card, Conversation
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.facts import Fact, Unit
from apps.gamification.deeds.registry import A_SECOND_ACCOUNT, DeedKind, register
from apps.gamification.deeds.types.greetings import other_side

POLITE_CLOSURE = "polite_closure"
DECLINE = "decline"
WORDS_AT_LEAST = 10
"""Characters of a no that says something."""
AWAITED = Fact(
    key="awaited",
    title=gettext_lazy("the other side was waiting for an answer"),
    unit=Unit.YES_NO,
    words={"is": gettext_lazy("The other side was waiting for an answer.")},
)
STANDS = Fact(
    key="stands",
    title=gettext_lazy("the conversation is still closed, with words for this person alone"),
    unit=Unit.YES_NO,
    words={
        "is": gettext_lazy("It stands when it counts: the words were for this person alone, and weren't taken back.")
    },
)


@register
class PoliteClosure(DeedKind):
    """A clear no, with words, to one person. Declining many in one action is none."""

    key = POLITE_CLOSURE
    name = gettext_lazy("a clear and kind no")
    facts = (AWAITED, STANDS)
    late_facts = frozenset({STANDS.key})
    is_about_two = True
    cost_to_fake = A_SECOND_ACCOUNT

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        declines = Card.objects.filter(type=DECLINE, created_at__gte=start).select_related("conversation")
        return map(of_closure, declines.order_by("-created_at")[:limit])

    def facts_now(self, key: str) -> Mapping[str, Any]:
        card = Card.objects.filter(pk=int(key.split(":")[1])).select_related("conversation", "message").first()
        return {STANDS.key: card is not None and _stands(card)}

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("You gave %(name)s a clear answer") % {"name": name}


def closure_key(message_id: int) -> str:
    return f"decline:{message_id}"


def of_closure(card: Card) -> Deed | None:
    """None for what a person who is erased, or the product, closed."""
    conversation = card.conversation
    if card.made_by_id is None or conversation.kind != Conversation.Kind.JOB:
        return None
    return Deed(
        kind=POLITE_CLOSURE,
        key=closure_key(card.pk),
        person_id=card.made_by_id,
        counterparty_id=other_side(conversation, card.made_by_id),
        done_at=card.created_at,
        facts={"conversation": conversation.pk, AWAITED.key: bool(card.facts.get("waited"))},
    )


def _stands(card: Card) -> bool:
    """Still closed, not recalled, and the same words weren't sent to somebody else."""
    words = str(card.facts.get("words", "")).strip()
    if card.message.recalled_at is not None or len(words) < WORDS_AT_LEAST:
        return False
    same = Card.objects.filter(type=DECLINE, made_by=card.made_by_id, facts__words=card.facts.get("words"))
    return card.conversation.stage == Conversation.Stage.CLOSED and not same.exclude(pk=card.pk).exists()
