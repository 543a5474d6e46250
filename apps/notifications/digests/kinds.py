from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.notifications.digests.content import entries, summary


def _with_summary(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"summary": summary(facts["found"])}


DIGEST = register(
    Kind(
        key="digest",
        name=_("Your digest"),
        group=KindGroup.ACCOUNT,
        title=_("Your digest: %(summary)s"),
        body="",
        icon="newspaper",
        is_mailed=True,
        is_shown=False,
        is_awaited=True,
        is_one_thread=True,
        why=_("You get this because you chose a digest."),
        localise=_with_summary,
        mail_entries=lambda facts, person: entries(facts["found"], person),
    )
)
