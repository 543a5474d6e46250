"""The statements of the write path, the same for PostgreSQL and SQLite but for how a set of rows is passed in.

Each takes one JSON text per set of rows, so its wording never changes and the database keeps it prepared. On
PostgreSQL the statements of a step travel together in one pipeline: one round trip.
"""

from collections.abc import Sequence
from typing import Any

import orjson
import psycopg
from django.db import connection

from apps.accounts.models import Block
from apps.chat.models import Conversation, Message, Participant
from apps.events.models import OutboxEvent

Row = tuple[Any, ...]
Statement = tuple[str, Sequence[Any]]

CONVERSATION = Conversation._meta.db_table
PARTICIPANT = Participant._meta.db_table
MESSAGE = Message._meta.db_table
BLOCK = Block._meta.db_table
OUTBOX = OutboxEvent._meta.db_table

SENDER_LOCKS = 7_265_002
"""Class of the advisory locks under which a person's sending limits are counted."""


class Dialect:
    """How one database takes rows in: `rows(id="bigint")` reads a JSON list of objects, `among` a JSON list."""

    def __init__(self, vendor: str) -> None:
        self.is_postgres = vendor == "postgresql"
        self.for_update = " FOR NO KEY UPDATE" if self.is_postgres else ""

    def rows(self, **columns: str) -> str:
        if self.is_postgres:
            types = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            return f"json_to_recordset(%s::json) AS v({types})"
        values = ", ".join(f"json_extract(value, '$.{name}') AS {name}" for name in columns)
        return f"(SELECT {values} FROM json_each(%s)) AS v"

    def among(self, ids: Sequence[int]) -> tuple[str, Any]:
        if self.is_postgres:
            return "= ANY(%s::bigint[])", list(ids)
        return "IN (SELECT value FROM json_each(%s))", orjson.dumps(list(ids)).decode()


DIALECTS = {vendor: Dialect(vendor) for vendor in ("postgresql", "sqlite")}


def dialect() -> Dialect:
    return DIALECTS[connection.vendor]


def run(statements: Sequence[Statement]) -> list[list[Row]]:
    """Executes the statements in order, inside the open transaction; the rows that each returned."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            return [_fetched(cursor.execute(sql, params)) for sql, params in statements]
    connection.ensure_connection()
    raw = connection.connection
    with connection.wrap_database_errors:
        with raw.pipeline():
            cursors = [psycopg.Cursor(raw).execute(sql, params) for sql, params in statements]
        return [_fetched(cursor) for cursor in cursors]


def _fetched(cursor: Any) -> list[Row]:
    return cursor.fetchall() if cursor.description else []
