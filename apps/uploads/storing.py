"""Writing files where the disk may be full."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from apps.uploads.errors import StorageFull

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def storing() -> Iterator[None]:
    """Raises StorageFull where the disk, or somebody's share of it, has no room for what is written within."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull from error
        raise
