"""The tests' database: on SQLite a file, so that threads and sockets see it too; and a check that it can be reached."""

import psycopg
import pytest
import pytest_django
import redis
from django.conf import settings
from django.db import connections

from apps.content import load_content
from config.translations import compile_translations


def pytest_configure(config: pytest.Config) -> None:
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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    database = connections["default"]
    if database.vendor == "sqlite":
        database.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """With what every installation brings along."""
    with django_db_blocker.unblock():
        load_content()
