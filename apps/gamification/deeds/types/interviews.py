from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.chat.models import Answer, Card, Interview
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.facts import TWO_SIDED, Fact, Unit
from apps.gamification.deeds.registry import TIME_OF_TWO, DeedKind, register

INTERVIEW_ATTENDED = "interview_attended"
OUTCOME = "interview_outcome"
SIDES = ("candidate", "company")
BOTH_SAID = Fact(
    key="both_said",
    title=gettext_lazy("both sides said that it took place"),
    unit=Unit.YES_NO,
    words={"is": gettext_lazy("Both of you said that it took place.")},
)


@register
class InterviewAttendedDeed(DeedKind):
    """An interview that took place, by the word of both sides, or of one while the other didn't object in time. It is a
    deed of each side."""

    key = INTERVIEW_ATTENDED
    name = gettext_lazy("an attended interview")
    facts = (TWO_SIDED, BOTH_SAID)
    late_facts = frozenset({TWO_SIDED.key, BOTH_SAID.key})
    is_about_two = True
    cost_to_fake = TIME_OF_TWO

    def since(self, start: datetime, limit: int) -> Iterable[Deed | None]:
        attended = Interview.objects.filter(attended_at__gte=start).select_related("conversation")
        return (deed for one in attended.order_by("-attended_at")[:limit] for deed in of_interview(one))

    def facts_now(self, key: str) -> Mapping[str, Any]:
        """The other side may still say so after it was settled by silence."""
        interview = Interview.objects.filter(pk=int(key.split(":")[1])).first()
        return {} if interview is None else _facts(interview)

    def words(self, *, name: str, facts: Mapping[str, Any]) -> str:
        return _("You and %(name)s met for an interview") % {"name": name}


def of_interview(interview: Interview) -> list[Deed]:
    """One for each side that is known and isn't erased."""
    conversation = interview.conversation
    sides = (conversation.candidate_id, conversation.recruiter_id)
    if interview.attended_at is None:
        return []
    facts = {"conversation": conversation.pk, **_facts(interview)}
    return [
        Deed(
            kind=INTERVIEW_ATTENDED,
            key=f"interview:{interview.pk}",
            person_id=person,
            counterparty_id=other,
            done_at=interview.attended_at,
            facts=facts,
        )
        for person, other in (sides, sides[::-1])
        if person is not None
    ]


def _facts(interview: Interview) -> dict[str, Any]:
    said = Card.objects.filter(conversation=interview.conversation_id, type=OUTCOME, facts__interview=interview.pk)
    facts = said.values_list("facts", flat=True).first() or {}
    talk = Answer.objects.filter(conversation=interview.conversation_id)
    return {
        TWO_SIDED.key: talk.two_sided().exists(),
        BOTH_SAID.key: all(facts.get(side) == "took_place" for side in SIDES),
    }
