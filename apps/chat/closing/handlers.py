from django.db import transaction

from apps.chat.closing.events import BulkDeclineStarted
from apps.chat.closing.tasks import send_bulk_decline
from apps.events.registry import handles


@handles(BulkDeclineStarted)
def send_them(event: BulkDeclineStarted) -> None:
    """Wakes a worker; if the wake-up is lost, the sweep sends them within a minute."""
    transaction.on_commit(lambda: send_bulk_decline.apply_async((event.bulk,), retry=False), robust=True)
