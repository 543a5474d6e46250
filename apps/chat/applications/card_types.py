"""The card that brings an application into its conversation."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rest_framework import serializers

from apps.accounts.models import User
from apps.chat.applications.models import Application
from apps.chat.applications.progress import withdraw
from apps.chat.cards.registry import Action, CardType, Step, Who, register
from apps.chat.conversations.facts import Fact
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.errors import NotFound
from apps.matching.screening.models import in_language

LANGUAGES = {"en": "en", "zh": "zh-hans"}


class ApplicationFields(serializers.Serializer[Any]):
    application = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


@register
class ApplicationCard(CardType):
    """The answers, in both languages as they stood when they were tapped."""

    key, title, icon = "application", _("Application"), "file-user"
    maker = Who.CANDIDATE
    fields = ApplicationFields
    first_state = "sent"
    states = {"sent": pgettext_lazy("application", "Sent"), "withdrawn": _("Withdrawn")}
    final = {"withdrawn"}
    origin = Message.Origin.TAPPED
    template = "chat/applications/_card.html"
    is_offered = False
    is_single = True
    in_closed = True
    actions = {
        "withdraw": Action(
            Who.CANDIDATE,
            _("Withdraw"),
            start=("sent",),
            leads="withdrawn",
            said=_("Withdrew the application"),
            counts=False,
            style="",
        )
    }

    def prepare(self, data: dict[str, Any], *, conversation: Conversation, author: User | None) -> dict[str, Any]:
        """Only applying makes one, for what it has just written."""
        found = Application.objects.filter(pk=data["application"], conversation=conversation, message=None)
        application = found.filter(candidate=author).first()
        if application is None:
            raise NotFound
        answers = list(application.answers.select_related("question").order_by("question__position", "pk"))
        pairs: list[dict[str, str]] = []
        for answer in answers:
            pair: dict[str, str] = {}
            for short, language in LANGUAGES.items():
                with translation.override(language):
                    pair |= {f"q_{short}": answer.question.text, f"a_{short}": answer.words}
            pairs.append(pair)
        return {"application": application.pk, "answers": pairs, "with_file": application.with_file}

    def on_act(self, step: Step) -> None:
        withdraw(step.facts.get("application", 0), now=step.now)

    def text(self, facts: Mapping[str, Any]) -> str:
        lines = [f"{fact.label} {fact.value}" for fact in _facts(facts)]
        return "\n".join([str(self.title), *lines])

    def lines(self, shown: Mapping[str, Any], own: Mapping[str, Any]) -> list[Fact]:
        file = _("with its file") if shown["facts"].get("with_file") else _("as it stands here")
        return [Fact(str(_("Résumé")), str(file)), *_facts(shown["facts"])]

    def line(self, shown: Mapping[str, Any]) -> str:
        return str(_("Application withdrawn") if shown.get("state") == "withdrawn" else _("Application"))


def _facts(facts: Mapping[str, Any]) -> list[Fact]:
    return [
        Fact(in_language(pair["q_en"], pair["q_zh"]), in_language(pair["a_en"], pair["a_zh"]))
        for pair in facts.get("answers", [])
    ]
