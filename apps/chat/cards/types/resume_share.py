"""The candidate attaches their résumé by one tap, unasked."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.cards.features import RESUME_CARDS
from apps.chat.cards.models import Card
from apps.chat.cards.registry import CardType, Step, Who, register
from apps.chat.cards.resumes import TAKE_FILE_BACK, can_send, seen_by, send_resume, take_file_back
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message


@register
class ResumeShare(CardType):
    key = "resume_share"
    title = _("My résumé")
    icon = "file-user"
    place = 20
    maker = Who.CANDIDATE
    first_state = "shared"
    states = {"shared": _("Sent"), "hidden": _("File taken back")}
    final = frozenset({"hidden"})
    origin = Message.Origin.TAPPED
    is_single = True
    template = "chat/cards/resume.html"
    feature = RESUME_CARDS
    actions = {
        "hide": TAKE_FILE_BACK,
    }

    def may_offer(self, conversation: Conversation, person: User) -> bool:
        return can_send(conversation)

    def on_made(self, card: Card, *, conversation: Conversation, author: User | None) -> None:
        send_resume(conversation, now=card.created_at)

    def on_act(self, step: Step) -> None:
        take_file_back(step.conversation)

    def own(self, cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
        return seen_by(cards, viewer)

    def line(self, shown: Any) -> str:
        return gettext("Sent the résumé")
