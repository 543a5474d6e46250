"""Locks that belong to no row."""

from zlib import crc32

from django.db import connection

LARGEST = 2**31 - 1


def lock_until_commit(kind: int, what: int | str) -> None:
    """Whoever asks for the same waits until the transaction ends. `kind` is the class of the lock, of which each use
    has its own. SQLite lets one transaction write at a time anyway."""
    if connection.vendor == "postgresql":
        number = crc32(what.encode()) >> 1 if isinstance(what, str) else what % LARGEST
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [kind, number])
