"""What people are told about their levels, in the product alone."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.levels.ladder import unlocks
from apps.gamification.levels.models import Level
from apps.notifications.deciding.registry import Kind, KindGroup, register


def _level_words(facts: dict[str, Any]) -> dict[str, Any]:
    level = Level.objects.filter(number=facts["level"]).first()
    if level is None:
        return facts | {"name": "", "unlocks": ""}
    gained = unlocks(level)
    words = _("New for you: %(what)s.") % {"what": _(", ").join(gained)} if gained else ""
    return facts | {"name": level.name, "unlocks": words}


LEVEL_REACHED = register(
    Kind(
        key="level_reached",
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("You reached level %(level)d: %(name)s"),
        body=gettext_lazy("You've let many people not wait. %(unlocks)s"),
        icon="award",
        localise=_level_words,
    )
)
