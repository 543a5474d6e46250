from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.feedback.surveys.services import ask_people


@periodic("feedback.ask_people", every_seconds=3600, title=_("Ask members what the running surveys want to know"))
def ask(now: datetime) -> None:
    ask_people(now=now)
