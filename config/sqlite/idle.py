"""Open connections to a database's file that nobody uses at the moment."""

import os
import sqlite3
import threading

MOST = 8
"""As many as threads are usually at work at once; each holds up to 2 MB."""

File = tuple[int, int]
"""Which file it is, whatever its name: one that was put in its place is another."""


class Idle:
    """Keeps connections for whoever needs one next. May be used by any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._kept: list[tuple[File, sqlite3.Connection]] = []

    def take(self, file: File | None) -> sqlite3.Connection | None:
        """One to this file, the last that was given, whose cache is the freshest; None when there is none."""
        with self._guard:
            for place in reversed(range(len(self._kept))):
                if self._kept[place][0] == file:
                    return self._kept.pop(place)[1]
        return None

    def give(self, file: File | None, connection: sqlite3.Connection) -> None:
        """Keeps it, or closes it when it is in the middle of something; the oldest makes room when there are many."""
        dropped = connection
        if file is not None and not connection.in_transaction:
            with self._guard:
                self._kept.append((file, connection))
                if len(self._kept) <= MOST:
                    return
                _file, dropped = self._kept.pop(0)
        dropped.close()


def file_of(name: str) -> File | None:
    """None for what is no file, such as a database in memory."""
    try:
        found = os.stat(name)
    except OSError:
        return None
    return found.st_dev, found.st_ino


idle = Idle()
