from datetime import datetime

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from apps.chat.closing.bulk import send_waiting_declines
from apps.events.schedule import periodic


@shared_task(name="chat.send_bulk_decline")
def send_bulk_decline(bulk_id: int) -> None:
    """Woken when a bulk decline was started. Running twice, or beside the sweep, does no harm."""
    send_waiting_declines(bulk_id=bulk_id)


@periodic("chat.sweep_bulk_declines", every_seconds=60, title=_("Send declines that are still waiting"))
def sweep_bulk_declines(now: datetime) -> None:
    send_waiting_declines()
