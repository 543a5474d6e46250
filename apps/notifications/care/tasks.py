from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.notifications.care.services import measure_care, plan_care


@periodic("notifications.plan_care", every_seconds=3600, title=_("Find key moments at which a word helps"))
def look_for_care(now: datetime) -> None:
    measure_care(now=now)
    plan_care(now=now)
