"""What who was voted for is told, in the product alone."""

from typing import Any

from django.utils.translation import gettext_lazy

from apps.gamification.rules.forms import in_words
from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.ui.bilingual import in_language


def _words(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {
        "honour": in_language(facts["title_en"], facts["title_zh"]),
        "what": in_words(facts["amounts"]),
    }


HONOURED_NOTICE = register(
    Kind(
        key="honoured",
        name=gettext_lazy("You were voted an award of the month"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("You were voted “%(honour)s”"),
        body=gettext_lazy("Yours: %(what)s."),
        icon="trophy",
        localise=_words,
    )
)
