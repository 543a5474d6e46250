"""Files on a disk that may be full, or may have lost one."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files import File
from django.db import OperationalError
from django.db.models.fields.files import FieldFile

from apps.errors import NotFound
from apps.uploads.errors import StorageFull

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_POSTGRES_FULL = "53100"


@contextmanager
def storing() -> Iterator[None]:
    """Raises StorageFull where the disk, or somebody's share of it, has no room for what is written within."""
    try:
        yield
    except (OSError, OperationalError) as error:
        if is_full(error):
            raise StorageFull from error
        raise


def is_full(error: Exception) -> bool:
    """Whether it says that there is no room, be it for a file or in the database."""
    if isinstance(error, OperationalError):
        is_of_postgres = getattr(error.__cause__, "sqlstate", None) == _POSTGRES_FULL
        return is_of_postgres or "disk is full" in str(error)
    return isinstance(error, OSError) and error.errno in _FULL


def opened(file: FieldFile) -> "File[bytes]":
    """The file, to be read. Raises NotFound where its row outlived it."""
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise NotFound from error
