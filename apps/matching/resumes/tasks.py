from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.matching.resumes.reading import forget_old_readings


@periodic("matching.forget_readings", every_seconds=6 * 3600, title=_("Forget who read which résumé a month ago"))
def forget_readings(now: datetime) -> None:
    forget_old_readings(now=now)
