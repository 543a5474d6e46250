"""What people are told about their levels, in the product alone."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.levels.ladder import unlocks
from apps.gamification.levels.models import Level
from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.ui.templatetags.ui import day


def _level_words(facts: dict[str, Any]) -> dict[str, Any]:
    level = Level.objects.filter(number=facts["level"]).first()
    if level is None:
        return facts | {"name": "", "unlocks": ""}
    gained = unlocks(level)
    words = _("New for you: %(what)s.") % {"what": _(", ").join(gained)} if gained else ""
    return facts | {"name": level.name, "unlocks": words}


def _kept_words(facts: dict[str, Any]) -> dict[str, Any]:
    level = Level.objects.filter(number=facts["level"]).first()
    until = facts.get("until")
    return facts | {"name": level.name if level else "", "until": day(datetime.fromisoformat(until)) if until else ""}


LEVEL_AT_RISK = register(
    Kind(
        key="level_at_risk",
        name=_("You keep your level for a while"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("You keep level %(level)d: %(name)s until %(until)s"),
        body=gettext_lazy(
            "Points were taken back, or what the level takes has changed. With %(missing)d more points you keep it "
            "for good."
        ),
        icon="award",
        localise=_kept_words,
    )
)
LEVEL_LOST = register(
    Kind(
        key="level_lost",
        name=_("You lost a level"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("You're on level %(level)d now: %(name)s"),
        body=gettext_lazy(
            "The time for which your level was kept is over. What you need for talking is there on every level."
        ),
        icon="award",
        localise=_kept_words,
    )
)
LEVEL_REACHED = register(
    Kind(
        key="level_reached",
        name=_("You reached a level"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("You reached level %(level)d: %(name)s"),
        body=gettext_lazy("You've let many people not wait. %(unlocks)s"),
        icon="award",
        localise=_level_words,
    )
)
