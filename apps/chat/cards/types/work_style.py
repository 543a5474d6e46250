"""How each of the two likes to work: five either-ors, and where they match."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.chat.cards.games import Game, Question
from apps.chat.cards.registry import register

PAIRS = (
    (_("The best hour for hard work"), _("Early morning"), _("Late evening")),
    (_("A question comes up"), _("I write it down"), _("I walk over and ask")),
    (_("A new task"), _("A plan first"), _("A try first")),
    (_("A good meeting"), _("Short and standing"), _("Long, with tea")),
    (_("Praise"), _("In front of everybody"), _("In a quiet word")),
)


@register
class WorkStyle(Game):
    key = "work_style"
    title = _("Work-style match")
    icon = "puzzle"

    def questions(self, facts: dict[str, Any]) -> list[Question]:
        return [Question(str(words), (str(one), str(other))) for words, one, other in PAIRS]
