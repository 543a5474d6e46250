"""Files that come with a report: read before anything is locked, for that takes long, and kept for operators."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet, Sum
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.files.day import check_day
from apps.chat.files.errors import DayUsedUp
from apps.chat.files.limits import most_bytes
from apps.chat.files.services import ReadFile, read_content, read_from_anybody, store
from apps.errors import DomainError
from apps.feedback.tickets.errors import TooManyFiles
from apps.feedback.tickets.models import Ticket, TicketFile
from apps.uploads.errors import FileTooLarge
from apps.uploads.services import lock_tally
from apps.uploads.storing import storing

MOST_FILES = 5
"""With one report, reply or letter."""
ATTACHED = "attached"
"""The field they come in, on pages and in the API."""
NAME_SHOWN = 60


def read_files(files: Sequence[UploadedFile], *, member: User | None) -> list[ReadFile]:
    """A member's count as their uploads, and in their day like those of conversations; those of somebody else were
    counted before. Raises TooManyFiles, DayUsedUp, and what `upload_file` does of the first
    that can't be kept, with its name."""
    if len(files) > MOST_FILES:
        raise TooManyFiles(field=ATTACHED)
    if member and files:
        _check_day(member, sum(file.size or 0 for file in files))
    return [_read(file, member) for file in files]


def bytes_with_reports(member: User, since: datetime) -> int:
    """Of files that came with what this person told us."""
    told = TicketFile.objects.filter(ticket__reporter=member, created_at__gt=since)
    return told.aggregate(sum=Sum("size"))["sum"] or 0


def _check_day(member: User, size: int) -> None:
    try:
        check_day(member, size, timezone.now())
    except DayUsedUp as error:
        error.field = ATTACHED
        raise


def _read(file: UploadedFile, member: User | None) -> ReadFile:
    name, most = file.name or "", most_bytes(member)
    try:
        if file.size is None or file.size > most:
            raise FileTooLarge(limit=most)
        content = file.read(most)
        return read_content(member, name, content) if member else read_from_anybody(name, content)
    except DomainError as error:
        error.detail, error.field = f"{name[:NAME_SHOWN]}: {error}", ATTACHED
        raise


def keep_files(ticket: Ticket, files: Iterable[ReadFile]) -> list[TicketFile]:
    """Inside the caller's transaction. Raises DayUsedUp where others of the same member came in meanwhile."""
    read = list(files)
    if read and ticket.reporter:
        lock_tally(person=ticket.reporter.pk, kind="unsent")
        _check_day(ticket.reporter, sum(len(kept.content) for kept, _scanned_at in read))
    rows = [TicketFile(ticket=ticket) for _one in read]
    for row, (kept, scanned_at) in zip(rows, read, strict=True):
        with storing():
            store(row, kept, scanned_at)
    return rows


def erase_files(tickets: QuerySet[Ticket]) -> None:
    """What is stored goes before its row, by which a call that died halfway is repeated."""
    for file in TicketFile.objects.filter(ticket__in=tickets):
        file.file.delete(save=False)
        file.thumbnail.delete(save=False)
        file.delete()
