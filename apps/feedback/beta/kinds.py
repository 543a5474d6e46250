"""What those who try things out are told."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.feedback.beta.models import BetaProgramme
from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.ui.bilingual import titled


def _localise(facts: dict[str, Any]) -> dict[str, Any]:
    words = titled(facts)
    if outcome := facts.get("outcome"):
        words["outcome"] = BetaProgramme.Outcome(outcome).label
    return words


BETA_INVITED = register(
    Kind(
        key="beta_invited",
        group=KindGroup.FEEDBACK,
        title=_("Would you like to try it before others?"),
        body=_("You had spoken up about “%(title)s”. Something is there to try, if you like."),
        icon="flask-conical",
        email_after_minutes=60,
        localise=_localise,
    )
)
BETA_ENDED = register(
    Kind(
        key="beta_ended",
        group=KindGroup.FEEDBACK,
        title=_("What you tried out is over"),
        body=_("The programme for “%(title)s” is over: %(outcome)s. Thank you for trying."),
        icon="flask-conical-off",
        email_after_minutes=60,
        localise=_localise,
    )
)
KEYS = [BETA_INVITED.key, BETA_ENDED.key]
