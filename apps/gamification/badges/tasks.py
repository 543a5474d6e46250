from datetime import datetime

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.badges.models import BadgeRun
from apps.gamification.badges.services import begin_run, run_over_all

KEPT = 30


@periodic("gamification.check_badges", every_seconds=86_400, title=_("Look at everybody's badges"))
def check(now: datetime) -> None:
    """Gives and revokes silently, whatever was lost."""
    run_over_all(begin_run(now=now))
    old = BadgeRun.objects.order_by("-pk").values_list("pk", flat=True)[KEPT : KEPT + 1000]
    BadgeRun.objects.filter(pk__in=list(old)).delete()


@shared_task(name="gamification.run_badges")
def run_badges(run_id: int) -> None:
    """After operators made or changed badges. Does nothing for a run that is over."""
    if run := BadgeRun.objects.filter(pk=run_id, finished_at=None).first():
        run_over_all(run)
