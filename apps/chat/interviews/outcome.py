"""After an interview both sides are asked how it was. `verdict` says what their words come to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.registry import Action, CardType, Step, Who, register
from apps.chat.conversations.facts import Fact
from apps.chat.conversations.models import Conversation
from apps.chat.interviews import services
from apps.chat.interviews.models import Interview
from apps.chat.interviews.verdict import FINAL, OBJECTION, SILENCE, Said, Verdict, verdict_of
from apps.chat.interviews.wording import OUTCOME_STATES, SAID, moment_in, span_words, words_of
from apps.errors import NotFound

ASKING = (Verdict.OPEN.value, Verdict.SAID.value, Verdict.DIFFERING.value)


class OutcomeFields(serializers.Serializer[Any]):
    interview = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


def _saying(said: Said, words: Any, style: str = "") -> Action:
    return Action(
        Who.EITHER, SAID[said], start=ASKING, said=words, counts=False, style=style, in_closed=True, is_offered=False
    )


@register
class InterviewOutcome(CardType):
    key = "interview_outcome"
    title = _("How was the interview?")
    icon = "calendar-check"
    maker = Who.PRODUCT
    fields = OutcomeFields
    states = OUTCOME_STATES
    final = frozenset(one.value for one in FINAL)
    is_offered = False
    in_closed = True
    lasts, expires_to = SILENCE, Verdict.UNSAID.value
    template = "chat/interviews/_outcome.html"
    actions = {
        Said.TOOK_PLACE.value: _saying(Said.TOOK_PLACE, _("Says that the interview took place"), "primary"),
        Said.MISSED.value: _saying(Said.MISSED, _("Says that the interview didn't take place")),
        Said.OTHER.value: _saying(Said.OTHER, _("Says that something else happened")),
    }

    def prepare(self, data: dict[str, Any], *, conversation: Conversation, author: User | None) -> dict[str, Any]:
        interview = Interview.objects.filter(pk=data["interview"], conversation=conversation).first()
        if interview is None or interview.starts_at is None or interview.ends_at is None:
            raise NotFound
        return {
            "interview": interview.pk,
            "starts_at": interview.starts_at.isoformat(),
            "ends_at": interview.ends_at.isoformat(),
            "candidate": None,
            "company": None,
        }

    def on_act(self, step: Step) -> None:
        is_over = step.action == "expire"
        if step.actor is not None:
            side = "candidate" if step.actor.pk == step.conversation.candidate_id else "company"
            if step.facts.get(side) != step.action:
                step.facts[side] = step.action
                step.due_at = step.now + OBJECTION
        verdict = verdict_of(step.facts.get("candidate"), step.facts.get("company"), is_over=is_over)
        step.leads = verdict.value
        if verdict in FINAL:
            services.note_outcome(
                interview_id=step.facts["interview"],
                outcome=verdict.value,
                is_attended=verdict == Verdict.ATTENDED,
                now=step.now,
            )

    def own(self, cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
        """What the reader's side has said, and what the other has."""
        candidates = dict(
            Conversation.objects.filter(pk__in={card.conversation_id for card in cards}).values_list(
                "pk", "candidate_id"
            )
        )
        told = {}
        for card in cards:
            sides = ("candidate", "company")
            mine, theirs = sides if candidates.get(card.conversation_id) == viewer.pk else sides[::-1]
            told[card.pk] = {"mine": card.facts.get(mine) or "", "theirs": card.facts.get(theirs) or ""}
        return told

    def forget(self, card: Card, person: User) -> dict[str, Any]:
        """It names nobody."""
        return card.facts

    def line(self, shown: Mapping[str, Any]) -> str:
        return (
            f"{self.title} {words_of(OUTCOME_STATES, shown['state'])}" if shown["state"] in FINAL else str(self.title)
        )

    def lines(self, shown: Mapping[str, Any], own: Mapping[str, Any]) -> list[Fact]:
        start, end = (moment_in(shown["facts"], name) for name in ("starts_at", "ends_at"))
        return [
            Fact(gettext("When"), span_words(start, end) if start and end else ""),
            Fact(gettext("You say"), words_of(SAID, own.get("mine"))),
            Fact(gettext("The other side says"), words_of(SAID, own.get("theirs"))),
        ]
