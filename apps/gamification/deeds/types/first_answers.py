from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.chat.models import Answer, Conversation
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.facts import EARNEST, WAITED
from apps.gamification.deeds.registry import TIME_OF_TWO, DeedKind, register
from apps.ui.durations import duration_words

FIRST_ANSWER = "first_answer"


@register
class FirstAnswer(DeedKind):
    """The first answer in a conversation about a job, to who wrote first."""

    key = FIRST_ANSWER
    name = gettext_lazy("a first answer")
    facts = (WAITED, EARNEST)
    late_facts = frozenset({EARNEST.key})
    is_about_two = True
    confirmed_by = gettext_lazy("the other side, by answering in earnest")
    cost_to_fake = TIME_OF_TWO

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        about_jobs = Answer.objects.filter(conversation__kind=Conversation.Kind.JOB)
        answers = about_jobs.filter(is_first=True, answered_at__gte=start)
        return map(of_first_answer, answers.select_related("reciprocated_by").order_by("-answered_at")[:limit])

    def facts_now(self, key: str) -> Mapping[str, Any]:
        """Judged again once its turn is complete; never of a message that was taken back."""
        answer = Answer.objects.filter(message=int(key.partition(":")[2])).select_related("message").first()
        if answer is None or answer.message.recalled_at is not None:
            return {EARNEST.key: False}
        return {EARNEST.key: answer.is_earnest}

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        duration = duration_words(facts.get("waited_seconds", 0))
        return _("You answered %(name)s within %(duration)s") % {"name": name, "duration": duration}


def of_first_answer(answer: Answer) -> Deed:
    confirmation = answer.reciprocated_by
    return Deed(
        kind=FIRST_ANSWER,
        key=f"message:{answer.message_id}",
        person_id=answer.answerer_id,
        counterparty_id=answer.asker_id,
        done_at=answer.answered_at,
        facts={
            "waited_seconds": answer.waited_seconds,
            "waited_hours": answer.waited_seconds / 3600,
            "earnest": answer.is_earnest,
            "conversation": answer.conversation_id,
        },
        confirmed_at=answer.reciprocated_at,
        confirmed_by_id=confirmation.sender_id if confirmation else None,
    )
