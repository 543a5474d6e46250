"""The job card: the company's side lays a posting into the conversation, the candidate says whether it interests
them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.registry import Action, CardType, Who, register
from apps.chat.conversations.facts import Fact
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.errors import InvalidInput
from apps.matching.models import Job


class JobCardFields(serializers.Serializer[Any]):
    job = serializers.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, help_text="The conversation's own, where none is named."
    )


@register
class JobCard(CardType):
    key = "job_card"
    title = pgettext_lazy("card", "Job")
    icon = "briefcase"
    maker = Who.COMPANY
    fields = JobCardFields
    states = {
        "open": _("Waiting for an answer"),
        "interested": _("Interested"),
        "passed": _("Not for me"),
        "withdrawn": _("Taken back"),
        "expired": _("Expired"),
    }
    final = frozenset({"interested", "passed", "withdrawn", "expired"})
    origin = Message.Origin.TAPPED
    lasts = timedelta(days=30)
    expires_to = "expired"
    template = "chat/cards/job_card.html"
    actions = {
        "interested": Action(
            Who.CANDIDATE, _("I'm interested"), leads="interested", said=_("I'm interested in this job.")
        ),
        "pass": Action(Who.CANDIDATE, _("Not for me"), leads="passed", said=_("This job isn't for me."), style=""),
        "withdraw": Action(Who.AUTHOR, _("Take it back"), leads="withdrawn", style="quiet", counts=False),
    }

    def prepare(self, data: dict[str, Any], *, conversation: Conversation, author: User | None) -> dict[str, Any]:
        """The posting as it is now: what was said stays said when it changes."""
        number = data.get("job") or conversation.job_id
        job = Job.objects.listed().filter(pk=number or 0, company=conversation.company_id).first()
        if job is None:
            raise InvalidInput(gettext("Choose an open job of your company."), field="job")
        return {
            "job": job.pk,
            "title": job.title,
            "place": ", ".join(part for part in (job.city, job.region) if part),
            "pay": job.salary_text,
        }

    def text(self, facts: Mapping[str, Any]) -> str:
        return " · ".join(part for part in (facts["title"], facts["place"], facts["pay"]) if part)

    def line(self, shown: Mapping[str, Any]) -> str:
        return gettext("Job: %(title)s") % {"title": shown["facts"].get("title", "")}

    def own(self, cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
        """Whether the reader may still open the posting, and whether it would be theirs to report."""
        jobs = {card.facts.get("job") for card in cards}
        seen = set(Job.objects.visible_to(viewer).filter(pk__in=jobs).values_list("pk", flat=True))
        return {
            card.pk: {"is_there": is_there, "is_reportable": is_there and viewer.is_candidate}
            for card in cards
            for is_there in (card.facts.get("job") in seen,)
        }

    def lines(self, shown: Mapping[str, Any], own: Mapping[str, Any]) -> list[Fact]:
        facts = shown["facts"]
        return [Fact(gettext("Place"), facts.get("place", "")), Fact(gettext("Pay"), facts.get("pay", ""))]
