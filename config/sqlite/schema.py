from typing import Any

from django.db.backends.sqlite3.schema import DatabaseSchemaEditor
from django.db.models import Model


class SchemaEditor(DatabaseSchemaEditor):
    """Most changes of a table make it anew on SQLite, and its triggers go with the old one. Here they come along, as on
    PostgreSQL: what is written once stays so, whoever wrote the migration."""

    def _remake_table(self, model: type[Model], *args: Any, **kwargs: Any) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [model._meta.db_table]
            )
            triggers = [sql for (sql,) in cursor.fetchall()]
        super()._remake_table(model, *args, **kwargs)  # type: ignore[misc]  # the stubs leave it out
        for sql in triggers:
            self.execute(sql, params=None)
