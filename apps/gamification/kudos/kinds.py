"""That somebody is thanked, in the product alone."""

from typing import Any

from django.utils.translation import gettext_lazy

from apps.gamification.kudos.models import Kudos
from apps.notifications.deciding.registry import Kind, KindGroup, register


def _words(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"reason": str(Kudos.Reason(facts["reason"]).label)}


THANKS = register(
    Kind(
        key="thanked",
        name=gettext_lazy("Somebody thanks you"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("%(name)s thanks you"),
        body=gettext_lazy("%(reason)s."),
        icon="heart-handshake",
        localise=_words,
    )
)
