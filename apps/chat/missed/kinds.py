from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.notifications.deciding.registry import Kind, register


def _missed_words(facts: dict[str, Any]) -> dict[str, Any]:
    count = facts["messages"]
    return facts | {"count": ngettext("%(n)d new message", "%(n)d new messages", count) % {"n": count}}


MISSED = register(
    Kind(
        key="messages_missed",
        title=_("%(count)s on Rapport"),
        body=_("From: %(names)s."),
        icon="mail",
        localise=_missed_words,
    )
)
