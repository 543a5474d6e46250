from datetime import datetime

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.badges.models import BadgeRun
from apps.gamification.badges.services import ask_run, run_over_all

KEPT = 30


@periodic("gamification.check_badges", every_seconds=86_400, title=_("Look at everybody's badges"))
def check(now: datetime) -> None:
    """Gives and revokes silently, whatever was lost."""
    run_over_all(run_id=ask_run().pk, now=now)
    old = BadgeRun.objects.order_by("-pk").values_list("pk", flat=True)[KEPT : KEPT + 1000]
    BadgeRun.objects.filter(pk__in=list(old)).delete()


@shared_task(name="gamification.run_badges")
def run_badges(run_id: int) -> None:
    run_over_all(run_id=run_id, now=timezone.now())


def run_later(run: BadgeRun) -> None:
    """After operators made or changed badges and that is committed, in the background; if the wake-up is lost, the
    sweep finds the run within a minute."""
    transaction.on_commit(lambda: run_badges.apply_async(args=(run.pk,), retry=False), robust=True)


@periodic("gamification.sweep_badge_runs", every_seconds=60, title=_("Look at badges where that was left over"))
def sweep(now: datetime) -> None:
    for run_id in BadgeRun.objects.left_over(now=now):
        run_over_all(run_id=run_id, now=timezone.now())  # the one before it may have taken minutes
