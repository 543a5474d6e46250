"""What the team of an incident is told."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.feedback.incidents.models import Incident
from apps.notifications.deciding.registry import Kind, KindGroup, register
from apps.ui.bilingual import titled


def _localise(facts: dict[str, Any]) -> dict[str, Any]:
    words = titled(facts)
    if verdict := facts.get("verdict"):
        words["verdict"] = Incident.Verdict(verdict).label
    is_of_a_release = facts.get("weeks", 1) > 1
    words["when"] = gettext("in the weeks of release %(version)s") % facts if is_of_a_release else gettext("this week")
    return words


INCIDENT_OPENED = register(
    Kind(
        key="incident_opened",
        for_operators=True,
        group=KindGroup.FEEDBACK,
        title=_("More reports than usual"),
        body=_("%(people)s people reported “%(title)s” %(when)s, more than its past explains. Find the cause."),
        icon="siren",
        email_after_minutes=30,
        localise=_localise,
    )
)
INCIDENT_CHECKED = register(
    Kind(
        key="incident_checked",
        for_operators=True,
        group=KindGroup.FEEDBACK,
        title=_("An incident was checked"),
        body=_("“%(title)s”: %(verdict)s."),
        icon="clipboard-check",
        email_after_minutes=60,
        localise=_localise,
    )
)
