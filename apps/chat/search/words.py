"""A column of words in which several are found at once: a tsvector on PostgreSQL, text beside a full-text table on
SQLite (the migration keeps that table in step)."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

FULL_TEXT = "chat_searchedwords"


class WordsField(models.Field):
    """Distinct words parted by spaces. It is written and searched, never read."""

    def db_type(self, connection: Any) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: object, compiler: SQLCompiler, connection: Any) -> str:
        return "array_to_tsvector(string_to_array(%s, ' '))" if connection.vendor == "postgresql" else "%s"


@WordsField.register_lookup
class HoldsWords(Lookup):
    """`words__holds=["a", "b"]`: it has each of them."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        table = column.rpartition(".")[0]
        return (
            f'{table}."message_id" IN (SELECT rowid FROM {FULL_TEXT} WHERE {FULL_TEXT} MATCH %s)',
            (*parameters, full_text_query(self.rhs)),
        )

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", (*parameters, tsquery(self.rhs))


def tsquery(words: Iterable[str]) -> str:
    """All of these words, as PostgreSQL asks for them."""
    return " & ".join("'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in words)


def full_text_query(words: Iterable[str]) -> str:
    """The same as SQLite does."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in words)
