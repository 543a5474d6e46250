"""Real processes of the product on a machine: with a folder, a database and ports of their own. The benchmark measures
them, and the tests of what only whole processes show start them, too."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

BASE_DIR = Path(__file__).resolve().parent.parent.parent


@cache
def postgres_programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, of the newest version."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin"), *map(Path, os.environ["PATH"].split(os.pathsep))]
    homes = [folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()]
    return max(homes, key=lambda folder: folder.parent.name, default=None)


def environment_of(settings: dict[str, str]) -> dict[str, str]:
    """The environment of a process that knows these settings and none of the tests' own services."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return inherited | {"PATH": path, "PYTHONUNBUFFERED": "1"} | settings


# Generous: several things may run on this machine.
HEALTHY_WITHIN_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true: Callable[[], bool], *, seconds: float, what: str) -> None:
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.05)


def procfile() -> dict[str, str]:
    """The command of each of the Procfile's lines."""
    return dict(line.split(": ", 1) for line in (BASE_DIR / "Procfile").read_text().splitlines())


def manage(settings: dict[str, str], *arguments: str) -> str:
    """Runs a management command and returns what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env=environment_of(settings),
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Installation:
    """Processes that share a folder (`VAR_DIR`) and an environment. They run until killed or stopped."""

    def __init__(self, folder: Path, *, environment: dict[str, str]) -> None:
        self.folder = folder
        self.commands: dict[str, list[str]] = {}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.urls: list[str] = []
        self.environment = environment_of({"VAR_DIR": str(folder)} | environment)
        self._keeping = threading.Event()

    @property
    def url(self) -> str:
        return self.urls[0]

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                self.commands[name],
                cwd=BASE_DIR,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start_all(self) -> None:
        for name in self.commands:
            self.start(name)
        self.wait_healthy()

    def signal(self, name: str, number: signal.Signals) -> None:
        """To the process and its children, as a supervisor or the kernel would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.processes[name].pid, number)

    def kill(self, name: str) -> None:
        self.signal(name, signal.SIGKILL)
        self.processes[name].wait(10)

    def terminate(self, name: str, *, seconds: float = 20) -> int:
        """Asks the process to stop and returns its exit code."""
        self.processes[name].send_signal(signal.SIGTERM)
        return self.processes[name].wait(seconds)

    def keep_running(self) -> None:
        """From now on what ends is started again after half a second, as under a supervisor."""

        def keep() -> None:
            while not self._keeping.wait(0.5):
                for name, process in list(self.processes.items()):
                    if process.poll() is not None and not self._keeping.is_set():
                        self.start(name)

        threading.Thread(target=keep, name="supervisor", daemon=True).start()

    def is_healthy(self) -> bool:
        try:
            return all(urllib.request.urlopen(f"{url}/healthz", timeout=5).status == 200 for url in self.urls)
        except (urllib.error.URLError, OSError):
            return False

    def wait_healthy(self, *, seconds: float = HEALTHY_WITHIN_SECONDS) -> None:
        def healthy() -> bool:
            ended = [name for name, process in self.processes.items() if process.poll() is not None]
            assert not ended or not self._keeping.is_set(), self.log(ended[0])
            return self.is_healthy()

        try:
            wait_until(healthy, seconds=seconds, what="healthy")
        except AssertionError as error:
            raise AssertionError(f"{error}\n" + "\n".join(map(self.log, self.processes))) from None

    def log(self, name: str) -> str:
        return f"{name}:\n{(self.folder / f'{name}.log').read_text(errors='replace')[-4000:]}"

    def manage(self, *arguments: str) -> str:
        """Runs a management command of this installation and returns what it printed."""
        return manage(self.environment, *arguments)

    def query(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Asks (or tells) the database directly, past all our code; write parameters as `?`."""
        if url := self.environment.get("DATABASE_URL"):
            with psycopg.connect(url, autocommit=True) as connection:
                cursor = connection.execute(statement.replace("?", "%s").encode(), parameters)
                return cursor.fetchall() if cursor.description else []
        with contextlib.closing(sqlite3.connect(self.folder / "rapport.sqlite3", timeout=20)) as connection:
            rows = connection.execute(statement, parameters).fetchall()
            connection.commit()
            return rows

    def wait_until_handled(self, *, seconds: float, what: str) -> None:
        """Until nothing waits in the outbox."""
        waiting = "SELECT count(*) FROM events_outboxevent WHERE handled_at IS NULL"
        wait_until(lambda: self.query(waiting) == [(0,)], seconds=seconds, what=what)

    def stop(self) -> None:
        self._keeping.set()
        for name in self.processes:
            self.signal(name, signal.SIGKILL)
        for process in self.processes.values():
            process.wait(10)
