from datetime import datetime

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.gamification.drafting import services
from apps.gamification.drafting.models import DryRun


@shared_task(name="gamification.try_out")
def try_out(run_id: int) -> None:
    services.carry_out(run_id=run_id, now=timezone.now())


def try_out_later(run: DryRun) -> None:
    """After the commit, in the background; if the wake-up is lost, the sweep finds the run within a minute."""
    transaction.on_commit(lambda: try_out.apply_async(args=(run.pk,), retry=False), robust=True)


@periodic("gamification.sweep_dry_runs", every_seconds=60, title=_("Carry out dry runs that were left over"))
def sweep(now: datetime) -> None:
    for run_id in DryRun.objects.left_over(now=now):
        services.carry_out(run_id=run_id, now=timezone.now())  # the one before it may have taken minutes
