from functools import partial

from django.db import transaction

from apps.accounts.privacy.events import AccountClosed, DataExportRequested
from apps.accounts.privacy.tasks import erase_account, make_export
from apps.events.registry import handles


@handles(DataExportRequested)
def make_the_export(event: DataExportRequested) -> None:
    """Wakes a worker; if the wake-up is lost, the sweep finds the request within a minute."""
    transaction.on_commit(partial(make_export.apply_async, (event.export,), retry=False), robust=False)


@handles(AccountClosed)
def erase_the_account(event: AccountClosed) -> None:
    transaction.on_commit(partial(erase_account.apply_async, (event.person,), retry=False), robust=False)
