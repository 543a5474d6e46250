"""What every installation begins with (skills, articles, rules, groups) is put back after a test that commits.

Django would empty all tables and load that content again after each such test, for 1 to 3 seconds. Here the database is
copied once, before the first of these tests, and whatever one of them changed is replaced from the copy. Ids go on
counting, as in life: what this process remembers about a conversation must not meet another with the same id.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

Mark = tuple[int, int | None]
"""The number of a table's rows and its newest transaction: equal before and after means that nobody wrote there."""


class Snapshot(Protocol):
    def restore(self) -> None: ...


class SqliteSnapshot:
    """A copy in memory, page by page."""

    def __init__(self) -> None:
        self._copy = sqlite3.connect(":memory:", check_same_thread=False)
        self._file().backup(self._copy)

    def restore(self) -> None:
        file = self._file()
        numbers = file.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        self._copy.backup(file)
        file.execute("DELETE FROM sqlite_sequence")
        file.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", numbers)

    def _file(self) -> sqlite3.Connection:
        connection.ensure_connection()
        return connection.connection


class PostgresSnapshot:
    """A schema that holds copies of the tables that weren't empty."""

    def __init__(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            self._tables = connection.introspection.table_names(cursor)
            self._marks = self._read_marks(cursor)
            self._columns = {
                table: self._columns_of(cursor, table) for table, (count, _) in self._marks.items() if count
            }
            cursor.execute("DROP SCHEMA IF EXISTS kept CASCADE")
            cursor.execute("CREATE SCHEMA kept")
            for table, columns in self._columns.items():
                cursor.execute(f'CREATE TABLE kept."{table}" AS SELECT {columns} FROM public."{table}"')

    def restore(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            now = self._read_marks(cursor)
            changed = [table for table in self._tables if now[table] != self._marks[table]]
            # What is deleted for the next test isn't what the triggers guard.
            with _without_triggers(cursor, changed):
                for table in changed:
                    cursor.execute(f'DELETE FROM public."{table}"')
                for table in changed:
                    if columns := self._columns.get(table):
                        cursor.execute(f'INSERT INTO public."{table}" ({columns}) SELECT {columns} FROM kept."{table}"')
            if changed:
                self._marks |= self._read_marks(cursor, changed)

    def _read_marks(self, cursor: CursorWrapper, tables: list[str] | None = None) -> dict[str, Mark]:
        counts = (
            f"SELECT '{table}', count(*), max(xmin::text::bigint) FROM public.\"{table}\""
            for table in tables or self._tables
        )
        cursor.execute(" UNION ALL ".join(counts))
        return {table: (count, newest) for table, count, newest in cursor.fetchall()}

    def _columns_of(self, cursor: CursorWrapper, table: str) -> str:
        """Those that are stored as given; the database itself works out the others."""
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s "
            "AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        return ", ".join(f'"{name}"' for (name,) in cursor.fetchall())


@contextmanager
def _without_triggers(cursor: CursorWrapper, tables: list[str]) -> Iterator[None]:
    cursor.execute("SET LOCAL lock_timeout = '20s'")
    cursor.execute("SELECT current_setting('is_superuser') = 'on'")
    if cursor.fetchone() == (True,):
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        return
    for table in tables:
        cursor.execute(f'ALTER TABLE public."{table}" DISABLE TRIGGER USER')
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(f'ALTER TABLE public."{table}" ENABLE TRIGGER USER')


_snapshot: Snapshot | None = None


def _keep(case_class: type[TransactionTestCase]) -> None:
    """Before the first test that commits."""
    global _snapshot
    if _snapshot is None:
        _snapshot = SqliteSnapshot() if connection.vendor == "sqlite" else PostgresSnapshot()


def _put_back(case: TransactionTestCase) -> None:
    assert _snapshot is not None
    _snapshot.restore()


def pytest_configure() -> None:
    TransactionTestCase._fixture_setup = classmethod(_keep)
    TransactionTestCase._fixture_teardown = _put_back
