"""The tests' database: on SQLite a file, so that threads and sockets see it too; and a check that it can be reached.

Tests that commit empty the tables afterwards. PostgreSQL truncates; SQLite deletes, which the triggers of what is
written once would refuse, so they are set aside for that moment.
"""

from typing import Any

import psycopg
import pytest
import redis
from django.conf import settings
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from config.translations import compile_translations


def pytest_configure(config: pytest.Config) -> None:
    _empty_without_triggers()
    if hasattr(config, "workerinput"):
        return
    compile_translations()
    if settings.DATABASE_URL.startswith("postgres"):
        try:
            psycopg.connect(settings.DATABASE_URL, connect_timeout=5).close()
        except psycopg.Error as error:
            pytest.exit(f"The PostgreSQL of DATABASE_URL doesn't let us in: {error}", returncode=4)
    if settings.REDIS_URL:
        try:
            redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3).ping()
        except redis.RedisError as error:
            pytest.exit(f"The Redis of REDIS_URL doesn't answer: {error}", returncode=4)


def _empty_without_triggers() -> None:
    operations_class = DatabaseWrapper.ops_class
    flush = operations_class.execute_sql_flush

    def execute_sql_flush(operations: Any, statements: list[str]) -> None:
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_delete'")
            triggers = cursor.fetchall()
        dropped = [f"DROP TRIGGER {name}" for name, _sql in triggers]
        flush(operations, [*dropped, *statements, *(sql for _name, sql in triggers)])

    operations_class.execute_sql_flush = execute_sql_flush


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    database = connections["default"]
    if database.vendor == "sqlite":
        database.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
