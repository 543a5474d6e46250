from datetime import datetime

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic
from apps.exports import services
from apps.exports.models import ListExport


@shared_task(name="exports.write_list")
def write_list(export_id: int) -> None:
    services.write_list(export_id=export_id, now=timezone.now())


@periodic("exports.sweep", every_seconds=60, title=_("Write lists that were left over, delete expired files"))
def sweep(now: datetime) -> None:
    services.forget_expired(now=now)
    for export_id in ListExport.objects.left_over(now=now):
        services.write_list(export_id=export_id, now=timezone.now())  # the one before it may have taken minutes
