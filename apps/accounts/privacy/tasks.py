from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.privacy import services
from apps.accounts.privacy.models import DataExport
from apps.events.schedule import periodic

LEFT_OVER_AFTER = timedelta(minutes=1)


@shared_task(name="accounts.make_export")
def make_export(export_id: int) -> None:
    services.make_export(export_id=export_id, now=timezone.now())


@periodic("accounts.privacy", every_seconds=60, title=_("Erase closed accounts, and make exports that were left over"))
def sweep(now: datetime) -> None:
    """Erases the accounts that are due, makes what no worker made, whose wake-up was lost or who died, and deletes
    exports that have expired."""
    left_over = now - LEFT_OVER_AFTER
    open_exports = DataExport.objects.filter(finished_at=None, failed_at=None, requested_at__lt=left_over)
    for export_id in open_exports.values_list("pk", flat=True)[:20]:
        services.make_export(export_id=export_id, now=now)
    services.erase_due(now=now)
    services.forget_expired(now=now)
