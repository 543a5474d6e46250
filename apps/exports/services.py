import io
import logging
import tempfile
from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from apps.errors import Conflict
from apps.events.long_work import TakenOver
from apps.events.services import publish
from apps.exports.events import ListExportRequested
from apps.exports.models import ListExport
from apps.exports.writing import MARK, write_csv

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=1)
REMEMBERED_FOR = timedelta(days=30)


class ListExportUnderWay(Conflict):
    code = "list_export_under_way"
    message = gettext_lazy("You're having this list exported already. Ask again when that file is ready.")


@transaction.atomic
def request_list(*, by: int, model: str, resource: int, query: str, reason: str, rows: int) -> ListExport:
    """Has a worker write a list. Raises ListExportUnderWay while this operator waits for the same list."""
    try:
        with transaction.atomic():
            export = ListExport.objects.create(
                requested_by_id=by, model=model, resource=resource, query=query, reason=reason, rows=rows
            )
    except IntegrityError as error:
        raise ListExportUnderWay from error
    publish(ListExportRequested(export=export.pk))
    return export


def write_list(*, export_id: int, now: datetime) -> None:
    """Writes the file, unless somebody else is writing it or has done so."""
    export = ListExport.objects.claim(export_id, now=now, rows_done=0)
    if export is None:
        return
    try:
        with tempfile.TemporaryFile() as file:
            file.write(MARK)
            text = io.TextIOWrapper(file, encoding="utf-8", newline="")
            done = write_csv(text, export, went_on=lambda rows: export.go_on(rows_done=rows))
            text.flush()
            file.seek(0)
            _keep(export, File(file), done)
            text.detach()
    except TakenOver:
        return
    except Exception:  # whatever the list fails with, the operator is told instead of waiting for ever
        logger.exception("The exported list %s failed.", export_id)
        export.mine().update(failed_at=timezone.now())


def _keep(export: ListExport, file: "File[bytes]", rows: int) -> None:
    """Files that name somebody whose account was erased meanwhile aren't kept: `forget_files` has stopped them."""
    with transaction.atomic():
        kept = export.mine().select_for_update().first()
        if kept is None:
            return
        name = f"{kept.token}.csv"
        # What a worker left that died after writing it, and before it said so.
        kept.file.storage.delete(f"exports/lists/{name}")
        kept.file.save(name, file, save=False)
        kept.rows_done = kept.rows = rows
        kept.finished_at = timezone.now()
        kept.expires_at = kept.finished_at + KEPT_FOR
        kept.save(update_fields=["file", "rows", "rows_done", "finished_at", "expires_at"])


def forget_expired(*, now: datetime) -> None:
    """The file after a day, the row after a month: by then the log alone knows."""
    for export in ListExport.objects.filter(expires_at__lte=now).exclude(file="")[:100]:
        _delete_file(export)
    ListExport.objects.filter(requested_at__lte=now - REMEMBERED_FOR).delete()


def forget_files() -> None:
    """Whoever's account is erased may stand in any list that was exported: none outlives it, and what is being written
    is stopped."""
    ListExport.objects.under_way().update(failed_at=timezone.now())
    for export in ListExport.objects.exclude(file="").order_by("pk"):
        _delete_file(export)


def _delete_file(export: ListExport) -> None:
    export.file.delete(save=False)
    ListExport.objects.filter(pk=export.pk).update(file="")
