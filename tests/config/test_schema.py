"""An empty database that gets its tables at once has what one has that lived through every migration, which takes
minutes: run these (`--long`) whenever a migration was written by hand."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from config.benchmark.installation import environment_of
from tests import prepared
from tests.machine import BASE_DIR

# Of an index and a constraint it counts what it is of: its name may be that of a column or a table of before. In a
# migration Django gives its table between groups and permissions the project's kind of id, else that of its own app.
ON_POSTGRES = r"""
SELECT table_name || '.' || column_name, data_type || is_nullable || coalesce(column_default, '') || is_identity
    FROM information_schema.columns WHERE table_schema = 'public'
    AND (table_name, column_name) <> ('auth_group_permissions', 'id')
UNION ALL SELECT tablename || ' index', regexp_replace(indexdef, 'INDEX \S+ ON', 'INDEX ON')
    FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT conrelid::regclass || ' constraint', pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def migrate(*options: str, **environment: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "-v0", *options]
    done = subprocess.run(command, cwd=BASE_DIR, env=environment_of(environment), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def words(rows: list[tuple[str, str | None]]) -> set[tuple[str, str]]:
    """An index, a constraint or a sequence may bear the name of a table of before."""
    renamed = {"accounts_idempotentrequest": "api_idempotentrequest"}
    found = set()
    for name, text in rows:
        told = f"{name}\n{' '.join((text or '').split())}"
        for old, new in renamed.items():
            told = told.replace(old, new)
        name, text = re.sub(r"_[0-9a-f]{8}(?=\b|_)", "", told).split("\n", 1)
        found.add((name, text))
    return found


def of_sqlite(path: Path) -> set[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for table, made in connection.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'index'"):
            rows.append((table, re.sub(r'INDEX "\w+" ON', "INDEX ON", made or "")))
        for table in tables:
            for part in ("table_xinfo", "foreign_key_list"):
                # Their first fields are numbers in the order of making.
                drawn = connection.execute(f"PRAGMA {part}('{table}')").fetchall()
                rows += [(table, repr(row[1:] if part == "table_xinfo" else row[2:])) for row in drawn]
        for table, made in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"):
            rows += [(table, check) for check in sorted(re.findall(r'CONSTRAINT "\w+" \w+ \(.*?\)', made or ""))]
    return words(rows)


@pytest.mark.long
@pytest.mark.costs(250)
@pytest.mark.timeout(3600)
def test_the_tables_made_at_once_are_those_of_the_history_on_sqlite(tmp_path):
    for way, options in (("once", []), ("history", ["--replay"])):
        (tmp_path / way).mkdir()
        migrate(*options, VAR_DIR=str(tmp_path / way), DATABASE_URL="", REDIS_URL="")

    once, history = (of_sqlite(tmp_path / way / "rapport.sqlite3") for way in ("once", "history"))

    assert once - history == set()
    assert history - once == set()


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.costs(250)
@pytest.mark.timeout(3600)
def test_the_tables_made_at_once_are_those_of_the_history_on_postgresql():
    told = {}
    for way, options in (("once", []), ("history", ["--replay"])):
        name = f"schema_by_{way}"
        url = prepared.beside(settings.DATABASE_URL, name)
        prepared.drop_on_postgres(settings.DATABASE_URL, name)
        with psycopg.connect(settings.DATABASE_URL, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        try:
            migrate(*options, DATABASE_URL=url, REDIS_URL="")
            with psycopg.connect(url) as connection:
                told[way] = words(connection.execute(ON_POSTGRES).fetchall())
        finally:
            prepared.drop_on_postgres(settings.DATABASE_URL, name)

    assert told["once"] - told["history"] == set()
    assert told["history"] - told["once"] == set()
