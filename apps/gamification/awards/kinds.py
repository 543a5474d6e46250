"""What people are told about their awards, in the product alone."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from apps.gamification.fairness.reasons import REVERSED_WORDS
from apps.gamification.rules.forms import in_words
from apps.gamification.rules.rewards import POINTS
from apps.notifications.deciding.registry import Kind, KindGroup, register


def _amounts(facts: dict[str, Any]) -> str:
    """What went or came, in words; older notices know of points alone."""
    return in_words(facts["amounts"] if "amounts" in facts else {POINTS: facts["points"]})


def _reversed_words(facts: dict[str, Any]) -> dict[str, Any]:
    amounts = _amounts(facts)
    what = gettext("No longer yours: %(amounts)s.") % {"amounts": amounts} if amounts else ""
    reason = str(REVERSED_WORDS.get(facts["reason"], ""))
    return facts | {"what": what or gettext("There was nothing left to take."), "reason": reason}


def _restored_words(facts: dict[str, Any]) -> dict[str, Any]:
    amounts = _amounts(facts)
    what = gettext("Yours again: %(amounts)s.") % {"amounts": amounts} if amounts else ""
    return facts | {"what": what or gettext("You had kept all that it gave.")}


AWARD_REVERSED = register(
    Kind(
        key="award_reversed",
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("An award was taken back"),
        body=gettext_lazy("%(what)s %(reason)s If that's wrong, tell us on your points page and a person looks again."),
        icon="undo-2",
        localise=_reversed_words,
    )
)
AWARD_RESTORED = register(
    Kind(
        key="award_restored",
        group=KindGroup.RECOGNITION,
        title=gettext_lazy("An award counts again"),
        body=gettext_lazy("We looked again. %(what)s Sorry for the detour."),
        icon="award",
        localise=_restored_words,
    )
)
