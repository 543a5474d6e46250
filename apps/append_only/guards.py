"""Triggers by which the database itself refuses to change what is written once, on PostgreSQL and on SQLite.

Each app that has guards tests that they refuse. A migration that makes a guarded table anew on SQLite keeps them
(`config.sqlite.schema`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.append_only.erasure import being_erased

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


@dataclass(frozen=True)
class Guard:
    """What stays as it is in one table: `fixed` columns never change, `erasable` texts may become empty, and
    `forgettable` references to people become null while that very person is erased (see `erasure`), never otherwise.
    `once` is a condition on OLD from which on all this holds. Rows of a `deletable` table may go. `unique` are the sets
    of columns by which SQLite would replace a row, besides its id."""

    table: str
    fixed: Sequence[str]
    erasable: Sequence[str] = ()
    forgettable: Sequence[str] = ()
    once: str = ""
    deletable: bool = False
    unique: Sequence[Sequence[str]] = ()


def install(schema_editor: Any, guards: Sequence[Guard]) -> None:
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(_POSTGRES_FUNCTION, params=None)
    for guard in guards:
        _refuse(schema_editor, vendor, guard, "update", _when(guard, _changes(guard, vendor)))
        if not guard.deletable:
            _refuse(schema_editor, vendor, guard, "delete", _when(guard, ""))
            if vendor == "postgresql":
                _refuse_truncate(schema_editor, guard)
            else:
                _refuse_replace(schema_editor, guard)


def remove(schema_editor: Any, guards: Sequence[Guard]) -> None:
    """Leaves the function: other apps' guards call it too."""
    for guard in guards:
        for event in ("update", "delete", "truncate", "replace"):
            on_table = f" ON {guard.table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {guard.table}_no_{event}{on_table}")


def _refuse(schema_editor: Any, vendor: str, guard: Guard, event: str, when: str) -> None:
    name = f"{guard.table}_no_{event}"
    if vendor == "postgresql":
        schema_editor.execute(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {event.upper()} ON {guard.table} FOR EACH ROW{when} "
            "EXECUTE FUNCTION refuse_change()"
        )
        return
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {guard.table} FOR EACH ROW{when} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.table} is written once'); END"
    )


def _refuse_truncate(schema_editor: Any, guard: Guard) -> None:
    schema_editor.execute(
        f"CREATE OR REPLACE TRIGGER {guard.table}_no_truncate BEFORE TRUNCATE ON {guard.table} FOR EACH STATEMENT "
        "EXECUTE FUNCTION refuse_change()"
    )


def _refuse_replace(schema_editor: Any, guard: Guard) -> None:
    """INSERT OR REPLACE deletes the old row without asking its triggers, unless each connection asks for that."""
    sets = [["id"], *guard.unique]
    same = " OR ".join("(" + " AND ".join(f"old.{c} = NEW.{c}" for c in columns) + ")" for columns in sets)
    once = f"({guard.once.replace('OLD.', 'old.')}) AND " if guard.once else ""
    name = f"{guard.table}_no_replace"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE INSERT ON {guard.table} FOR EACH ROW "
        f"WHEN EXISTS (SELECT 1 FROM {guard.table} old WHERE {once}({same})) "
        f"BEGIN SELECT RAISE(ABORT, '{guard.table} is written once'); END"
    )


def _when(guard: Guard, changes: str) -> str:
    conditions = [f"({condition})" for condition in (guard.once, changes) if condition]
    return f" WHEN ({' AND '.join(conditions)})" if conditions else ""


def _changes(guard: Guard, vendor: str) -> str:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    fixed = [f"NEW.{column} {differs} OLD.{column}" for column in guard.fixed]
    erasable = [f"(NEW.{column} <> OLD.{column} AND NEW.{column} <> '')" for column in guard.erasable]
    forgettable = [
        f"(NEW.{column} {differs} OLD.{column} AND (NEW.{column} IS NOT NULL OR NOT {being_erased(column, vendor)}))"
        for column in guard.forgettable
    ]
    return " OR ".join([*fixed, *erasable, *forgettable])
