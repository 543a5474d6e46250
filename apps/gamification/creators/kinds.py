"""What creators are told of their title, in the product alone."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.ui.bilingual import in_language
from apps.ui.templatetags.ui import day


def _words(facts: dict[str, Any]) -> dict[str, Any]:
    until = facts.get("until")
    return facts | {
        "title": in_language(facts["title_en"], facts["title_zh"]),
        "until": day(datetime.fromisoformat(until)) if until else "",
    }


CREATOR_NAMED = register(
    Kind(
        key="creator_named",
        name=gettext_lazy("You have a title in groups"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("You are “%(title)s” in groups now"),
        body=gettext_lazy("It stands beside your name, for what others said of what you wrote."),
        icon="award",
        localise=_words,
    )
)
CREATOR_AT_RISK = register(
    Kind(
        key="creator_at_risk",
        name=gettext_lazy("Your title in groups is kept for a while"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("“%(title)s” is kept for a while"),
        body=gettext_lazy("What it asks for isn't met any more. It stays yours until %(until)s, and longer if it is."),
        icon="hourglass",
        localise=_words,
    )
)
CREATOR_LOST = register(
    Kind(
        key="creator_lost",
        name=gettext_lazy("Your title in groups no longer stands beside your name"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("“%(title)s” no longer stands beside your name"),
        body=gettext_lazy("The time for which it was kept is over. Once its criteria are met it is yours again."),
        icon="info",
        localise=_words,
    )
)
