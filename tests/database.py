"""The tests' database, which threads and sockets see too; and a check that its server can be reached."""

from collections.abc import Iterator

import psycopg
import pytest
import redis
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

from apps.chat.live.writer import writer
from config.translations import compile_translations
from tests import prepared


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
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[None]:
    """A copy of the prepared database, for this process alone."""
    database, url = connections["default"], settings.DATABASE_URL
    with django_db_blocker.unblock():
        database.close()
        if database.vendor == "sqlite":
            name = str(prepared.copy_of_sqlite(tmp_path_factory.mktemp("database") / "test.sqlite3"))
        else:
            name = f"test_{database.settings_dict['NAME']}_{worker_id}"
            prepared.copy_on_postgres(url, name)
        settings.DATABASES["default"]["NAME"] = database.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        writer.stop()
        connections.close_all()
        if database.vendor == "postgresql":
            database.close_pool()
            prepared.drop_on_postgres(url, name)
