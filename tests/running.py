"""Fixtures that start real servers. `servers.embedded()` and `servers.production()` return running installations of
`tests.servers`; `live` serves the test's own database from this very process."""

import asyncio
import fcntl
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import uvicorn
from django.conf import settings
from django.db import connections
from django.test import override_settings

from apps.events.relay import relay_outbox
from config.benchmark.installation import Installation, free_port, postgres_programs, wait_until
from config.server import OPTIONS
from config.storage import collect_what_changed
from tests import prepared
from tests.machine import BASE_DIR
from tests.servers import Embedded, Postgres, Production, Redis
from tests.skips import skip

Kind = TypeVar("Kind", bound=Installation)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    programs = postgres_programs()
    if programs is None:
        skip("postgres_programs")
    server = Postgres(programs)
    yield server
    server.remove()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared.copy_of_sqlite(tmp_path_factory.mktemp("migrated") / "rapport.sqlite3")


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as an installation serves them, collected once for all servers and workers of this checkout."""
    root = BASE_DIR / "var" / "test-static"
    root.mkdir(parents=True, exist_ok=True)
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "config.storage.StaticFiles"}}
    with (root.parent / "test-static.lock").open("w") as lock, override_settings(STATIC_ROOT=root, STORAGES=storages):
        fcntl.flock(lock, fcntl.LOCK_EX)
        collect_what_changed()
    return root


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Redis]:
    if shutil.which("redis-server") is None:
        skip("redis")
    server = Redis(tmp_path)
    yield server
    server.kill()


class Servers:
    def __init__(self, folder: Path, request: pytest.FixtureRequest) -> None:
        self._folder, self._request = folder, request
        self.started: list[Installation] = []

    def embedded(self, *, demo: bool = False, start: bool = True, fresh: bool = False, **environment: str) -> Embedded:
        """`up` in a folder of its own; with `start=False` the caller starts it. Its database has every migration
        already, unless it shall be a first start on an empty (`fresh`) folder."""
        folder = self._new_folder()
        if not fresh:
            shutil.copytree(self._request.getfixturevalue("collected"), folder / "static")
            shutil.copy(self._request.getfixturevalue("migrated_sqlite"), folder)
        return self._start(Embedded(folder, demo=demo, environment=environment), start)

    def production(self, *, start: bool = True, **environment: str) -> Production:
        """Two web processes, relay, worker and beat on a new database of PostgreSQL and a Redis of their own."""
        postgres, redis = map(self._request.getfixturevalue, ("postgres_server", "redis_server"))
        folder = self._new_folder()
        shutil.copytree(self._request.getfixturevalue("collected"), folder / "static")
        return self._start(Production(folder, postgres=postgres, redis=redis, environment=environment), start)

    def _new_folder(self) -> Path:
        folder = self._folder / f"installation{len(self.started)}"
        folder.mkdir()
        return folder

    def _start(self, installation: Kind, start: bool) -> Kind:
        self.started.append(installation)
        if start:
            installation.start_all()
        return installation


@pytest.fixture
def servers(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Servers]:
    servers = Servers(tmp_path, request)
    yield servers
    for installation in servers.started:
        installation.stop()


class Live:
    """Pages and sockets of the test's database, served by a thread; another one relays the outbox."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._ending = threading.Event()
        options = OPTIONS | {"loop": "asyncio", "timeout_graceful_shutdown": 1}
        self._server = uvicorn.Server(
            uvicorn.Config("config.asgi:application", port=self.port, log_config=None, **options)
        )
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._serve, self._relay)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()
        wait_until(lambda: self._server.started, seconds=20, what="live")

    def stop(self) -> None:
        self._ending.set()
        self._server.should_exit = True
        for thread in self._threads:
            thread.join(10)

    def _serve(self) -> None:
        asyncio.run(self._server.serve())

    def _relay(self) -> None:
        while not self._ending.wait(0.02):
            relay_outbox()
        connections.close_all()


@pytest.fixture
def live(transactional_db: None) -> Iterator[Live]:
    live = Live()
    live.start()
    yield live
    live.stop()
