"""Two truths and a lie: one writes three sentences, the other guesses the lie, then may do the same in turn."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.accounts.models import User
from apps.chat.cards.features import ICE_BREAKERS
from apps.chat.cards.models import Card, HiddenTurn
from apps.chat.cards.registry import Action, CardType, Step, Who, register

SENTENCES = ("first", "second", "third")


class StatementFields(serializers.Serializer[Any]):
    first = serializers.CharField(max_length=140)
    second = serializers.CharField(max_length=140)
    third = serializers.CharField(max_length=140)
    lie = serializers.IntegerField(min_value=1, max_value=3)


class GuessFields(serializers.Serializer[Any]):
    guess = serializers.IntegerField(min_value=1, max_value=3)


@register
class TwoTruths(CardType):
    """Facts: `halves`, of which each holds its `writer`, the `sentences`, and, once guessed, `lie` and `guess`. Which
    one is the lie is a hidden turn until then."""

    key = "two_truths"
    title = _("Two truths and a lie")
    icon = "drama"
    place = 90
    maker = Who.EITHER
    fields = StatementFields
    first_state = "guess"
    states = {
        "guess": _("Which one is the lie?"),
        "reply": _("Guessed"),
        "guess_back": _("Which one is the lie?"),
        "done": _("Played"),
        "declined": _("Not now"),
        "stopped": _("Stopped"),
        "expired": _("Expired"),
    }
    final = frozenset({"done", "declined", "stopped", "expired"})
    is_single = True
    lasts = timedelta(days=14)
    expires_to = "expired"
    template = "chat/cards/two_truths.html"
    form_template = "chat/cards/_two_truths_fields.html"
    feature = ICE_BREAKERS
    actions = {
        "guess": Action(
            Who.OTHER,
            _("Guess"),
            start=("guess",),
            leads="reply",
            fields=GuessFields,
            said=_("I've guessed."),
            counts=False,
            template="chat/cards/_two_truths_guess.html",
        ),
        "write": Action(
            Who.OTHER,
            _("My turn"),
            start=("reply",),
            leads="guess_back",
            fields=StatementFields,
            said=_("Your turn to guess."),
            counts=False,
            template="chat/cards/_two_truths_write.html",
        ),
        "guess_back": Action(
            Who.AUTHOR,
            _("Guess"),
            start=("guess_back",),
            leads="done",
            fields=GuessFields,
            said=_("I've guessed."),
            counts=False,
            template="chat/cards/_two_truths_guess.html",
        ),
        "decline": Action(
            Who.OTHER, _("Not now"), start=("guess",), leads="declined", said=_("Maybe later."), counts=False, style=""
        ),
        "stop": Action(
            Who.EITHER,
            _("Stop the game"),
            start=("reply", "guess_back"),
            leads="stopped",
            counts=False,
            style="quiet",
        ),
        "withdraw": Action(
            Who.AUTHOR, _("Take it back"), start=("guess",), leads="stopped", counts=False, style="quiet"
        ),
    }

    def prepare(self, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        author = more["author"]
        return {"halves": [_half(data, author.pk if author else None)]}

    def keep(self, card: Card, *, data: dict[str, Any], author: User | None) -> None:
        if author is not None:
            HiddenTurn.objects.create(card=card, player=author, round=1, choice=data["lie"], created_at=card.created_at)

    def on_act(self, step: Step) -> None:
        if step.action in ("guess", "guess_back"):
            self._guessed(step)
        elif step.action == "write" and step.actor:
            step.facts["halves"] = [*step.facts["halves"], _half(step.data, step.actor.pk)]
            HiddenTurn.objects.create(
                card=step.card, player=step.actor, round=2, choice=step.data["lie"], created_at=step.now
            )
        if step.leads in self.final:
            HiddenTurn.objects.filter(card=step.card).delete()

    def _guessed(self, step: Step) -> None:
        halves = list(step.facts["halves"])
        turn = HiddenTurn.objects.filter(card=step.card, round=len(halves)).first()
        halves[-1] = halves[-1] | {"lie": turn.choice if turn else None, "guess": step.data["guess"]}
        step.facts["halves"] = halves

    def own(self, cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
        """Which of the viewer's own sentences is the lie, while it is hidden from the other."""
        mine = HiddenTurn.objects.filter(card__in=[card.pk for card in cards], player=viewer)
        return {turn.card_id: {"lie": turn.choice, "half": turn.round} for turn in mine}

    def line(self, shown: Mapping[str, Any]) -> str:
        return str(self.title)

    def forget(self, card: Card, person: User) -> dict[str, Any]:
        HiddenTurn.objects.filter(card=card, player=person).delete()
        halves = [
            half | {"sentences": []} if half["writer"] == person.pk else half for half in card.facts.get("halves", [])
        ]
        return {"halves": halves}


def _half(data: Mapping[str, Any], writer: int | None) -> dict[str, Any]:
    return {"writer": writer, "sentences": [data[name] for name in SENTENCES]}
