from functools import partial

from django.db import transaction

from apps.accounts.people.events import Deactivated
from apps.accounts.privacy.events import DataExportRequested
from apps.accounts.privacy.services import forbid_return
from apps.accounts.privacy.tasks import make_export
from apps.events.registry import handles


@handles(DataExportRequested)
def make_the_export(event: DataExportRequested) -> None:
    """Wakes a worker; if the wake-up is lost, the sweep finds the request within a minute."""
    transaction.on_commit(partial(make_export.apply_async, (event.export,), retry=False), robust=False)


@handles(Deactivated)
def keep_them_out(event: Deactivated) -> None:
    """Whom an operator put out doesn't come back by the door that stands open to those who left by themselves."""
    forbid_return(person_id=event.person)
