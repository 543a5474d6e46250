from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Role, User
from apps.education.interests.due import PUSH, plan_push
from apps.events.schedule import periodic
from apps.notifications.models import DueItem

SETTLED_IN = timedelta(days=2)
AT_ONCE = 500


@periodic("education.plan_pushes", every_seconds=3600, title=_("Plan what is worth a look"))
def plan_pushes(now: datetime) -> None:
    """For people who have settled in and for whom none is planned yet."""
    planned = DueItem.objects.filter(kind=PUSH).values("person")
    roles = (Role.CANDIDATE, Role.RECRUITER)
    settled = User.objects.filter(is_active=True, role__in=roles, date_joined__lte=now - SETTLED_IN)
    for person in settled.exclude(pk__in=planned).order_by("pk")[:AT_ONCE]:
        plan_push(person, at=now)
