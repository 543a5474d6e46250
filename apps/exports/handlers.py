from functools import partial

from django.db import transaction

from apps.events.registry import handles
from apps.exports.events import ListExportRequested
from apps.exports.tasks import write_list


@handles(ListExportRequested)
def write_the_list(event: ListExportRequested) -> None:
    """Wakes a worker; if the wake-up is lost, the sweep finds the request within a minute."""
    transaction.on_commit(partial(write_list.apply_async, (event.export,), retry=False), robust=False)
