"""What people are told about their awards, in the product alone."""

from typing import Any

from django.utils.translation import gettext_lazy

from apps.gamification.fairness.reasons import REVERSED_WORDS
from apps.notifications.deciding.registry import Kind, KindGroup, register


def _reason_words(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"reason": str(REVERSED_WORDS.get(facts["reason"], ""))}


AWARD_REVERSED = register(
    Kind(
        key="award_reversed",
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("An award was taken back"),
        body=gettext_lazy(
            "%(points)d points no longer count. %(reason)s If that's wrong, tell us on your points page and a person "
            "looks again."
        ),
        icon="undo-2",
        localise=_reason_words,
    )
)
AWARD_RESTORED = register(
    Kind(
        key="award_restored",
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("An award counts again"),
        body=gettext_lazy("We looked again: your %(points)d points are back. Sorry for the detour."),
        icon="award",
    )
)
