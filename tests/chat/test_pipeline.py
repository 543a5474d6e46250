"""Several statements in one round trip are what they are one by one by psycopg's own cursor."""

from collections.abc import Sequence
from typing import Any

import psycopg
import pytest
from django.db import connection

from apps.chat.sending.pipeline import Statement, run_pipeline

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

STATEMENTS: Sequence[Statement] = (
    ("INSERT INTO kept VALUES (%s, %s, now()), (2, '100 %% \"您好\" 👋', NULL)", (1, "a\\b'c\nd")),
    ("SELECT id, body, at, id %% 2 = 0, ARRAY[id, 7], NULL::int FROM kept ORDER BY id", ()),
    ("UPDATE kept SET body = %s WHERE id = %s RETURNING id, body", (None, 2)),
    ("DELETE FROM kept WHERE id = %s", (3,)),
    ("SELECT json_agg(body)::text FROM kept", ()),
)


@pytest.fixture
def raw(db: None) -> Any:
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kept (id bigint, body text, at timestamptz) ON COMMIT DROP")
    return connection.connection


def one_by_one(raw: Any) -> list[list[Any]]:
    found: list[list[Any]] = []
    with raw.cursor() as cursor:
        for sql, params in STATEMENTS:
            cursor.execute(sql, params)
            found.append(cursor.fetchall() if cursor.description else [])
    return found


@pytest.mark.parametrize("prepare", [False, True])
def test_rows_are_those_of_the_cursor(raw: Any, prepare: bool):
    expected = one_by_one(raw)
    for _again in range(2):
        with raw.cursor() as cursor:
            cursor.execute("DELETE FROM kept")
        assert run_pipeline(raw, STATEMENTS, prepare=prepare) == expected


def test_it_runs_in_the_transaction_that_is_open_and_leaves_it_so(raw: Any):
    began = raw.info.transaction_status
    first, second = (run_pipeline(raw, [("SELECT txid_current()", ())], prepare=False) for _time in range(2))
    assert first == second
    assert raw.info.transaction_status == began == psycopg.pq.TransactionStatus.INTRANS


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (("SELECT 1 / %s::int", (0,)), psycopg.errors.DivisionByZero),
        (("SELECT * FROM nowhere", ()), psycopg.errors.UndefinedTable),
        (("SELECT %s::bigint", ("a word",)), psycopg.errors.InvalidTextRepresentation),
    ],
)
@pytest.mark.parametrize("prepare", [False, True])
def test_an_error_is_that_of_the_cursor_and_nothing_of_the_pipeline_holds(
    raw: Any, wrong: Statement, error: type[psycopg.Error], prepare: bool
):
    with raw.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
        with pytest.raises(error):
            run_pipeline(raw, [STATEMENTS[0], wrong, ("SELECT 1", ())], prepare=prepare)
        assert raw.info.transaction_status == psycopg.pq.TransactionStatus.INERROR
        cursor.execute("ROLLBACK TO SAVEPOINT before")
        cursor.execute("SELECT count(*) FROM kept")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_said_as_psycopg_says_it(raw: Any):
    with psycopg.connect(**raw.info.get_parameters(), password=raw.info.password, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [raw.info.backend_pid])
    with pytest.raises(psycopg.OperationalError):
        run_pipeline(raw, [("SELECT 1", ())], prepare=False)
    connection.close()
