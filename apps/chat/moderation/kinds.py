"""What people hear of reports: those who made them, and those whom they are about."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.chat.moderation.models import Decision
from apps.notifications.deciding.registry import Kind, register


def _decision_words(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"decision": str(DECIDED_ON_YOU[Decision(facts["decision"])])}


DECIDED_ON_YOU = {
    Decision.NONE: _("Nothing was held against you."),
    Decision.WARN: _("You were warned. You can send less for 14 days."),
    Decision.REMOVE: _("Your posting was taken down."),
    Decision.LIMIT: _("You can send much less for 30 days."),
    Decision.SUSPEND: _("Your account is suspended for 14 days."),
    Decision.CLOSE: _("Your account was closed."),
}


def _outcome_words(facts: dict[str, Any]) -> dict[str, Any]:
    if facts["upheld"]:
        return facts | {"outcome": gettext("We found that it broke the rules, and acted on it.")}
    return facts | {"outcome": gettext("We found nothing that breaks the rules. You can still block the person.")}


def _appeal_words(facts: dict[str, Any]) -> dict[str, Any]:
    if facts["lifted"]:
        return facts | {"outcome": gettext("Somebody else looked at it and took the decision back.")}
    return facts | {"outcome": gettext("Somebody else looked at it, and the decision stands.")}


REPORT_DECIDED = register(
    Kind(
        key="report_decided",
        title=_("Your report was looked at"),
        body=_("%(outcome)s Thank you for telling us."),
        icon="flag",
        email_after_minutes=60,
        localise=_outcome_words,
    )
)
DECIDED_ABOUT_YOU = register(
    Kind(
        key="moderation_decided",
        title=_("We decided about something you wrote here"),
        body=_("%(decision)s Read why, and appeal within 14 days if you disagree."),
        icon="shield",
        email_after_minutes=0,
        localise=_decision_words,
        is_duty=True,
    )
)
APPEAL_DECIDED = register(
    Kind(
        key="appeal_decided",
        title=_("Your appeal was decided"),
        body=_("%(outcome)s"),
        icon="shield",
        email_after_minutes=0,
        localise=_appeal_words,
        is_duty=True,
    )
)
REPORT_REVISED = register(
    Kind(
        key="report_revised",
        title=_("A decision on your report was taken back"),
        body=_("The person appealed, and somebody else judged it otherwise. You can still block them."),
        icon="flag",
    )
)
