"""Why an upload isn't taken, in words that say which limit it was."""

from django.utils.translation import gettext_lazy as _

from apps.errors import DomainError, InvalidInput, RateLimited
from apps.uploads.limits import MAX_BYTES, MAX_MEGAPIXELS


class TooManyUploads(RateLimited):
    """`data` has the `limit` and the `period`, "hour" or "day"; carries `retry_after` in seconds."""

    code = "too_many_uploads"
    says_when = True
    message = _("You have uploaded many files lately. Please go on later.")


class FileTooLarge(DomainError):
    code = "file_too_large"
    status = 413
    message = _("This file is larger than %(limit)s MB.")

    def __init__(self, *, limit: int = MAX_BYTES, field: str | None = None) -> None:
        super().__init__(str(self.message) % {"limit": limit // 1024**2}, field=field, limit=limit)


class TooManyPixels(InvalidInput):
    code = "too_many_pixels"
    message = _("This picture has more than %(limit)s million pixels. Make it smaller, or upload a screenshot of it.")

    def __init__(self, *, field: str | None = None) -> None:
        super().__init__(str(self.message) % {"limit": MAX_MEGAPIXELS}, field=field)


class FileInfected(InvalidInput):
    code = "file_infected"
    message = _("The virus scanner refused this file, so it wasn't kept. Check the device it comes from.")


class ScannerAway(DomainError):
    """A scanner is configured and doesn't answer: what can't be looked at isn't taken."""

    code = "scanner_away"
    status = 503
    message = _("Files can't be checked for viruses right now, so none are taken. Try again in a few minutes.")


class StorageFull(DomainError):
    """The disk has no room; nothing was kept."""

    code = "storage_full"
    status = 507
    message = _("There is no room for files here right now. Nothing was saved; please tell the operators.")


class StorageAway(DomainError):
    """The bucket in which files are kept refuses, or doesn't answer; nothing was kept."""

    code = "storage_away"
    status = 503
    message = _("Files can't be reached right now. Try again in a few minutes.")


class WorkFailed(Exception):
    """Reading a file ended without an answer: it took too much time or memory, or the reader broke."""
