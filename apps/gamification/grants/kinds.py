"""What people are told of what they are given by hand, in the product alone."""

from typing import Any

from django.utils.translation import gettext_lazy

from apps.gamification.grants.deeds import why_words
from apps.gamification.rules.forms import in_words
from apps.notifications.deciding.registry import Kind, KindGroup, register


def _words(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"what": in_words(facts["amounts"]), "why": why_words(facts)}


AWARD_GRANTED = register(
    Kind(
        key="award_granted",
        name=gettext_lazy("You were given something"),
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("Given to you: %(what)s"),
        body=gettext_lazy("%(why)s."),
        icon="gift",
        localise=_words,
    )
)
