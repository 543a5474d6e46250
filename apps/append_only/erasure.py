"""Who is being erased at this moment: references to them may become null, and to nobody else.

PostgreSQL is told in a setting of the transaction; on SQLite the connection brings a function, without which, from any
other program, the database refuses as well.
"""

import sqlite3
import threading
from typing import Any

from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models import Model
from django.db.models.signals import post_delete, pre_delete

SETTING = "rapport.erasing"
FUNCTION = "rapport_being_erased"
_here = threading.local()


def watch(model: type[Model]) -> None:
    """From now on, deleting a row of this model may empty the references to it."""
    pre_delete.connect(_begin, sender=model, dispatch_uid="append_only.erasing")
    post_delete.connect(_end, sender=model, dispatch_uid="append_only.erased")
    connection_created.connect(_bring_function, dispatch_uid="append_only.function")


def being_erased(column: str, vendor: str) -> str:
    """The condition, in SQL, that who OLD refers to is being erased."""
    if vendor == "postgresql":
        people = f"string_to_array(current_setting('{SETTING}', true), ',')"
        return f"COALESCE(OLD.{column}::text = ANY({people}), false)"
    return f"{FUNCTION}(OLD.{column})"


def _people() -> set[int]:
    if not hasattr(_here, "people"):
        _here.people = set()
    people: set[int] = _here.people
    return people


def _begin(instance: Any, using: str, **kwargs: Any) -> None:
    _people().add(instance.pk)
    _tell(using)


def _end(instance: Any, using: str, **kwargs: Any) -> None:
    _people().discard(instance.pk)
    _tell(using)


def _tell(using: str) -> None:
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, ",".join(map(str, sorted(_people())))])


def _bring_function(connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite" and isinstance(connection.connection, sqlite3.Connection):
        connection.connection.create_function(FUNCTION, 1, lambda person: person in _people())
