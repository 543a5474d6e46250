from datetime import datetime

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.privacy import services
from apps.accounts.privacy.models import DataExport
from apps.events.schedule import periodic


@shared_task(name="accounts.make_export")
def make_export(export_id: int) -> None:
    services.make_export(export_id=export_id, now=timezone.now())


@periodic("accounts.privacy", every_seconds=60, title=_("Erase closed accounts, and make exports that were left over"))
def sweep(now: datetime) -> None:
    """Erases the accounts that are due, deletes exports that have expired, and makes what no worker made, whose wake-up
    was lost or who died: last, as it may take minutes."""
    services.erase_due(now=now)
    services.forget_expired(now=now)
    for export_id in DataExport.objects.left_over(now=now):
        services.make_export(export_id=export_id, now=timezone.now())
