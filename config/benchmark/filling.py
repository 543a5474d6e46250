"""Rows by the million, made by PostgreSQL itself: a set at a time, from expressions over their number."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

ROWS_AT_ONCE = 500_000

Say = Callable[[str], object]


class NoValue(Exception):
    """A column that `fill` doesn't know a value for."""


class Filler:
    """Fills tables of models. Values are SQL over `i`, a row's number from 0; what isn't named takes the field's
    default, null, an empty text or the present."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def fill(
        self, model: type[models.Model], count: int, values: Mapping[str, str], *, source: str = "", where: str = ""
    ) -> int:
        """Adds `count` rows and returns the id before the first: row `i` has this id + 1 + i. `source` is joined to
        the numbers (`JOIN … ON …`), `where` leaves numbers out."""
        table, key = model._meta.db_table, model._meta.pk
        assert key is not None
        begun = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max({key.column}), 0) FROM {table}")
            base = int(cursor.fetchone()[0])
            columns, expressions, parameters = self._columns(model, base, values)
            for begin in range(0, count, ROWS_AT_ONCE):
                with transaction.atomic():
                    _without_triggers(cursor)
                    cursor.execute(
                        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(expressions)} "
                        f"FROM generate_series({begin}, {min(begin + ROWS_AT_ONCE, count) - 1}) AS numbers(i) {source} "
                        f"{where} ON CONFLICT DO NOTHING",
                        parameters,
                    )
                self._say(f"{table}: {min(begin + ROWS_AT_ONCE, count):,} of {count:,}")
            if isinstance(key, models.AutoField | models.BigAutoField):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', '{key.column}'), "
                    f"(SELECT max({key.column}) FROM {table}))"
                )
            cursor.execute(f"ANALYZE {table}")
        self._say(f"{table}: done in {time.monotonic() - begun:.0f} s")
        return base

    def _columns(
        self, model: type[models.Model], base: int, values: Mapping[str, str]
    ) -> tuple[list[str], list[str], list[Any]]:
        columns, expressions, parameters = [], [], []
        unknown = set(values) - {field.column for field in model._meta.concrete_fields}
        if unknown:
            raise NoValue(f"{model._meta.label} has no {', '.join(sorted(unknown))}")
        for field in model._meta.concrete_fields:
            columns.append(f'"{field.column}"')
            assert field.column
            if field.column in values:
                expressions.append(values[field.column])
            elif isinstance(field, models.AutoField | models.BigAutoField):
                expressions.append(f"{base} + 1 + i")
            elif field.has_default():
                expressions.append("%s")
                parameters.append(field.get_db_prep_save(field.get_default(), connection))
            elif field.null:
                expressions.append("NULL")
            elif isinstance(field, models.DateTimeField):
                expressions.append("now()")
            elif field.empty_strings_allowed and field.blank:
                expressions.append("''")
            else:
                raise NoValue(
                    f"{model._meta.label}.{field.name} needs a value; `config/benchmark/world.py` names them."
                )
        return columns, expressions, parameters


def _without_triggers(cursor: CursorWrapper) -> None:
    """Foreign keys of made-up rows aren't looked up one by one where the role may say so."""
    with _tolerated(cursor):
        cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute("SET LOCAL synchronous_commit = off")


@contextmanager
def _tolerated(cursor: CursorWrapper) -> Any:
    try:
        with transaction.atomic():
            yield
    except Exception as error:  # a role that isn't a superuser fills with its triggers on, more slowly
        if "permission denied" not in str(error):
            raise


@contextmanager
def without_index(name: str) -> Iterator[None]:
    """Takes an index away and makes it anew, which is quicker than keeping it through millions of rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        ((made_by,),) = cursor.fetchall()
        cursor.execute(f"DROP INDEX {name}")
        try:
            yield
        finally:
            cursor.execute(made_by)


def pool(name: str, columns: Mapping[str, str], rows: list[tuple[Any, ...]]) -> None:
    """A table `name` of this session, from which rows are drawn by `i`, their number."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
        kinds = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        cursor.execute(f"CREATE TEMPORARY TABLE {name} (n int PRIMARY KEY, {kinds})")
        marks = ", ".join(["%s"] * (len(columns) + 1))
        cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", [(n, *row) for n, row in enumerate(rows)])
        cursor.execute(f"ANALYZE {name}")
