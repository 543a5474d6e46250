from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.ui.bilingual import in_language


def _localise(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"title": in_language(str(facts.get("title_en", "")), str(facts.get("title_zh", "")))}


SURVEY_ASKED = register(
    Kind(
        key="survey_asked",
        group=KindGroup.FEEDBACK,
        title=_("May we ask you something?"),
        body=_("“%(title)s”: it takes a minute, and no signing in. Or tell us that you'd rather not."),
        icon="clipboard-list",
        email_after_minutes=60,
        localise=_localise,
    )
)
