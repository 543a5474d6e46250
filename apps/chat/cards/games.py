"""Ice-breakers in which both answer the same questions: nobody sees the other's answer before both have given theirs.

A game is by invitation, can be declined, stopped and gone on with at any time. It counts for nothing: it gives no turn,
is no answer, and what was chosen stands nowhere outside the conversation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.accounts.models import User
from apps.chat.cards.errors import CardMoved, NotYourPart
from apps.chat.cards.features import ICE_BREAKERS
from apps.chat.cards.models import Card, HiddenTurn
from apps.chat.cards.registry import Action, CardType, Step, Who
from apps.errors import InvalidInput

INVITED, PLAYING = "invited", "playing"


@dataclass(frozen=True)
class Question:
    """In the reader's language."""

    words: str
    options: tuple[str, ...]


class AnswerFields(serializers.Serializer[Any]):
    round = serializers.IntegerField(min_value=1, max_value=20)
    choice = serializers.IntegerField(min_value=0, max_value=9)


class Game(CardType):
    """Base of games. Facts: `players`, `round` (from 1), `answered` (who has, in this round), `rounds` (what was
    chosen in those before, by player)."""

    place = 90
    maker = Who.EITHER
    first_state = INVITED
    states = {
        "invited": _("Invitation"),
        "playing": _("Going on"),
        "done": _("Played"),
        "declined": _("Not now"),
        "stopped": _("Stopped"),
        "expired": _("Expired"),
    }
    final = frozenset({"done", "declined", "stopped", "expired"})
    is_single = True
    lasts = timedelta(days=14)
    expires_to = "expired"
    template = "chat/cards/game.html"
    feature = ICE_BREAKERS
    actions = {
        "accept": Action(Who.OTHER, _("Play along"), start=(INVITED,), leads=PLAYING, said=_("I'm in."), counts=False),
        "decline": Action(
            Who.OTHER, _("Not now"), start=(INVITED,), leads="declined", said=_("Maybe later."), counts=False, style=""
        ),
        "answer": Action(
            Who.EITHER, _("Answer"), start=(PLAYING,), fields=AnswerFields, counts=False, is_offered=False
        ),
        "stop": Action(Who.EITHER, _("Stop the game"), start=(PLAYING,), leads="stopped", counts=False, style="quiet"),
        "withdraw": Action(
            Who.AUTHOR, _("Take it back"), start=(INVITED,), leads="stopped", counts=False, style="quiet"
        ),
    }

    def questions(self, facts: dict[str, Any]) -> list[Question]:
        """All of them, in the reader's language."""
        raise NotImplementedError

    def count(self, facts: dict[str, Any]) -> int:
        return len(self.questions(facts))

    def seal_round(self, facts: dict[str, Any], played: dict[str, Any]) -> None:
        """Adds to a finished round what both may know now."""

    def prepare(self, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        author = more["author"]
        return {"players": [author.pk] if author else [], "round": 1, "answered": [], "rounds": []}

    def on_act(self, step: Step) -> None:
        facts = step.facts
        if step.action == "accept" and step.actor:
            facts["players"] = [*facts["players"], step.actor.pk]
        elif step.action == "answer" and step.actor:
            self._answer(step, step.actor)
        elif step.action == "stop" and step.actor and step.actor.pk not in facts["players"]:
            raise NotYourPart
        if step.leads in self.final:
            HiddenTurn.objects.filter(card=step.card).delete()

    def _answer(self, step: Step, player: User) -> None:
        facts, data = step.facts, step.data
        if player.pk not in facts["players"]:
            raise NotYourPart
        if data["round"] != facts["round"] or player.pk in facts["answered"]:
            raise CardMoved
        questions = self.questions(facts)
        if data["choice"] >= len(questions[facts["round"] - 1].options):
            raise InvalidInput(field="choice")
        HiddenTurn.objects.create(
            card=step.card, player=player, round=facts["round"], choice=data["choice"], created_at=step.now
        )
        facts["answered"] = [*facts["answered"], player.pk]
        if len(facts["answered"]) == len(facts["players"]):
            self._finish_round(step)

    def _finish_round(self, step: Step) -> None:
        facts = step.facts
        turns = HiddenTurn.objects.filter(card=step.card, round=facts["round"])
        played = {"choices": {str(turn.player_id): turn.choice for turn in turns}}
        self.seal_round(facts, played)
        turns.delete()
        facts["rounds"] = [*facts["rounds"], played]
        facts["answered"] = []
        if len(facts["rounds"]) == self.count(facts):
            step.leads, step.due_at = "done", None
        else:
            facts["round"] += 1

    def own(self, cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
        """The question that stands now, the viewer's own hidden choice, and what was played as both may read it."""
        mine = {
            turn.card_id: turn.choice
            for turn in HiddenTurn.objects.filter(card__in=[card.pk for card in cards], player=viewer)
        }
        return {card.pk: self._seen(card, viewer, mine.get(card.pk)) for card in cards if card.facts.get("players")}

    def _seen(self, card: Card, viewer: User, choice: int | None) -> dict[str, Any]:
        facts = card.facts
        questions = self.questions(facts)
        seen: dict[str, Any] = {"played": self._played(facts, questions, viewer), "count": len(questions)}
        if card.state == PLAYING and facts["round"] <= len(questions):
            question = questions[facts["round"] - 1]
            seen |= {"question": question.words, "options": list(question.options), "round": facts["round"]}
            seen["is_player"] = viewer.pk in facts["players"]
            seen["chosen"] = None if choice is None else question.options[choice]
        return seen

    def _played(self, facts: dict[str, Any], questions: list[Question], viewer: User) -> list[dict[str, Any]]:
        played = []
        for question, past in zip(questions, facts["rounds"], strict=False):
            chosen = {
                player: question.options[choice] if choice < len(question.options) else "–"
                for player, choice in past["choices"].items()
            }
            others = [words for player, words in chosen.items() if player != str(viewer.pk)]
            right = past.get("right")
            played.append(
                {
                    "question": question.words,
                    "mine": chosen.get(str(viewer.pk), ""),
                    "theirs": others[0] if others else "",
                    "is_same": len(set(chosen.values())) == 1,
                    "right": question.options[right] if right is not None and right < len(question.options) else "",
                }
            )
        return played

    def line(self, shown: Any) -> str:
        return str(self.title)

    def forget(self, card: Card, person: User) -> dict[str, Any]:
        """What they chose goes; a game that is going on can't be finished any more."""
        facts = dict(card.facts)
        HiddenTurn.objects.filter(card=card, player=person).delete()
        for past in facts.get("rounds", []):
            past["choices"].pop(str(person.pk), None)
        return facts
