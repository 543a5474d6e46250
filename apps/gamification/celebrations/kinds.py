"""What people are told about their levels and awards, in the product alone."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.awards.wording import REVERSED_WORDS
from apps.gamification.levels.ladder import unlocks
from apps.gamification.levels.models import Level
from apps.notifications.deciding.registry import Kind, register


def _level_words(facts: dict[str, Any]) -> dict[str, Any]:
    level = Level.objects.filter(number=facts["level"]).first()
    if level is None:
        return facts | {"name": "", "unlocks": ""}
    gained = unlocks(level)
    words = _("New for you: %(what)s.") % {"what": _(", ").join(gained)} if gained else ""
    return facts | {"name": level.name, "unlocks": words}


def _reason_words(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"reason": str(REVERSED_WORDS.get(facts["reason"], ""))}


LEVEL_REACHED = register(
    Kind(
        key="level_reached",
        title=gettext_lazy("You reached level %(level)d: %(name)s"),
        body=gettext_lazy("You've let many people not wait. %(unlocks)s"),
        icon="award",
        localise=_level_words,
    )
)
AWARD_REVERSED = register(
    Kind(
        key="award_reversed",
        title=gettext_lazy("An award was taken back"),
        body=gettext_lazy(
            "%(points)d points no longer count. %(reason)s If that's wrong, tell us and a person looks again."
        ),
        icon="undo-2",
        localise=_reason_words,
    )
)
