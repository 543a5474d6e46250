from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.education.interests.models import Reason
from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.ui.bilingual import in_language


def _localised(facts: dict[str, Any]) -> dict[str, Any]:
    title = in_language(facts["title_en"], facts["title_zh"])
    return facts | {"title": title, "why": Reason(facts["reason"]).label}


WORTH_A_LOOK = register(
    Kind(
        key="worth_a_look",
        name=_("A lesson, post or event worth a look"),
        title=_("Worth a look: %(title)s"),
        body=_("%(why)s You can say “less of this” under Interests."),
        icon="lightbulb",
        localise=_localised,
        group=KindGroup.FEEDBACK,
    )
)
