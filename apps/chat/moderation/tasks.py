from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.chat.moderation.deciding import end_suspension
from apps.chat.moderation.keeping import forget_old
from apps.chat.moderation.models import Report
from apps.chat.moderation.standing import refresh_all_limits
from apps.events.schedule import periodic


@periodic("chat.end_suspensions", every_seconds=60, title=_("Open accounts again whose suspension is over"))
def end_suspensions(now: datetime) -> None:
    over = Report.objects.filter(until__lte=now, ended_at=None).order_by("until")
    for number in over.values_list("pk", flat=True)[:200]:
        end_suspension(report_id=number, now=now)


@periodic("chat.ease_limits", every_seconds=3600, title=_("Give back what reports took from limits"))
def ease_limits(now: datetime) -> None:
    refresh_all_limits(now=now)


@periodic("chat.forget_evidence", every_seconds=24 * 3600, title=_("Delete evidence of reports whose time is over"))
def forget_evidence(now: datetime) -> None:
    while forget_old(now=now):
        pass
