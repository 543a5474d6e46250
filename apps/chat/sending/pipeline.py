"""Several statements in one round trip to PostgreSQL.

psycopg has pipelines too, but with them a card alone took 2.8–4.2 ms and 1.0–1.6 ms of CPU, and so 1.1–1.5 and
0.5–0.6. So this speaks to libpq through `psycopg.pq`; `tests/chat/test_pipeline.py` holds it to what psycopg's cursor
does.
"""

import select
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg import errors, pq
from psycopg.adapt import Transformer

Row = tuple[Any, ...]
Statement = tuple[str, Sequence[Any]]

_prepared: WeakKeyDictionary[psycopg.Connection[Any], dict[str, bytes]] = WeakKeyDictionary()


def run_pipeline(raw: psycopg.Connection[Any], statements: Sequence[Statement], *, prepare: bool) -> list[list[Row]]:
    """Executes the statements in order, in the transaction that is open or, outside of autocommit, begins here; the
    rows that each returned. `%s` stands for a parameter: a text, a whole number or None.

    With `prepare` each wording is parsed once a connection. Raises psycopg's errors; the transaction is then aborted.
    """
    pg = raw.pgconn
    names = [_name(raw, sql) if prepare else b"" for sql, _params in statements]
    begins = not raw.autocommit and pg.transaction_status == pq.TransactionStatus.IDLE
    pg.enter_pipeline_mode()
    try:
        if begins:
            pg.send_query_params(b"BEGIN", None)
        for name, (sql, params) in zip(names, statements, strict=True):
            values = [None if value is None else str(value).encode() for value in params]
            if name:
                pg.send_query_prepared(name, values)
            else:
                pg.send_query_params(_numbered(sql), values)
        pg.pipeline_sync()
        results = _results(pg)
    finally:
        if pg.status == pq.ConnStatus.OK:
            pg.exit_pipeline_mode()
    for result in results:
        if result.status == pq.ExecStatus.FATAL_ERROR:
            raise errors.error_from_result(result, encoding="utf-8")
    first = 1 if begins else 0
    return [_rows(raw, result) for result in results[first : first + len(statements)]]


def _results(pg: pq.abc.PGconn) -> list[pq.abc.PGresult]:
    """One of each command, up to the end of the pipeline. What follows a failed command says only that it was left."""
    _send_all(pg)
    results: list[pq.abc.PGresult] = []
    while True:
        _wait_for_result(pg)
        result = pg.get_result()
        if pg.status != pq.ConnStatus.OK:
            raise psycopg.OperationalError("The connection was lost.")
        if result is None:
            continue
        if result.status == pq.ExecStatus.PIPELINE_SYNC:
            return results
        results.append(result)


def _send_all(pg: pq.abc.PGconn) -> None:
    while pg.flush():
        _poll(pg, select.POLLIN | select.POLLOUT)
        pg.consume_input()


def _wait_for_result(pg: pq.abc.PGconn) -> None:
    """Without the interpreter's lock, which `get_result` would hold."""
    while pg.is_busy():
        _poll(pg, select.POLLIN)
        pg.consume_input()


def _poll(pg: pq.abc.PGconn, events: int) -> None:
    poll = select.poll()
    poll.register(pg.socket, events)
    poll.poll()


def _rows(raw: psycopg.Connection[Any], result: pq.abc.PGresult) -> list[Row]:
    if not result.ntuples:
        return []
    transformer = Transformer(raw)
    transformer.set_pgresult(result)
    return transformer.load_rows(0, result.ntuples, tuple)


def _name(raw: psycopg.Connection[Any], sql: str) -> bytes:
    """Of the prepared statement, which the first use makes."""
    names = _prepared.setdefault(raw, {})
    if sql not in names:
        name = f"rapport_{len(names)}".encode()
        result = raw.pgconn.prepare(name, _numbered(sql))
        if result.status != pq.ExecStatus.COMMAND_OK:
            raise errors.error_from_result(result, encoding="utf-8")
        names[sql] = name
    return names[sql]


@lru_cache(maxsize=256)
def _numbered(sql: str) -> bytes:
    """The statement with PostgreSQL's own numbered parameters."""
    first, *others = (part.replace("%%", "%") for part in sql.split("%s"))
    return "".join([first, *(f"${number}{part}" for number, part in enumerate(others, start=1))]).encode()
