"""The company's side asks for the résumé; the candidate sends it by one tap."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.cards.features import RESUME_CARDS
from apps.chat.cards.models import Card
from apps.chat.cards.registry import Action, CardType, Step, Who, register
from apps.chat.cards.resumes import TAKE_FILE_BACK, seen_by, send_resume, take_file_back
from apps.chat.messages.models import Message


@register
class ResumeRequest(CardType):
    key = "resume_request"
    title = _("Résumé, please")
    icon = "file-search"
    place = 20
    maker = Who.COMPANY
    states = {
        "open": _("Waiting for an answer"),
        "shared": _("Sent"),
        "declined": _("Not now"),
        "hidden": _("File taken back"),
        "withdrawn": _("Taken back"),
        "expired": _("Expired"),
    }
    final = frozenset({"declined", "hidden", "withdrawn", "expired"})
    origin = Message.Origin.TAPPED
    is_single = True
    lasts = timedelta(days=14)
    expires_to = "expired"
    template = "chat/cards/resume.html"
    feature = RESUME_CARDS
    actions = {
        "share": Action(Who.CANDIDATE, _("Send my résumé"), leads="shared", said=_("Here is my résumé.")),
        "decline": Action(
            Who.CANDIDATE, _("Not now"), leads="declined", said=_("I'd rather not send my résumé yet."), style=""
        ),
        "hide": TAKE_FILE_BACK,
        "withdraw": Action(Who.AUTHOR, _("Take it back"), leads="withdrawn", style="quiet", counts=False),
    }

    def on_act(self, step: Step) -> None:
        if step.action == "share":
            send_resume(step.conversation, now=step.now)
            step.due_at = None
        elif step.action == "hide":
            take_file_back(step.conversation)

    def own(self, cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
        return seen_by(cards, viewer)

    def line(self, shown: Any) -> str:
        return gettext("Asks for the résumé")
