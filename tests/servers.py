"""Real servers as real processes, each with a folder and a database of its own: the embedded product as `up` starts
it, and a production set-up as the Procfile describes it."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests import machine, prepared

# Generous: several things may run on this machine.
HEALTHY_WITHIN_SECONDS = 120
PREPARED = "rapport_prepared"


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
    return dict(line.split(": ", 1) for line in (machine.BASE_DIR / "Procfile").read_text().splitlines())


def manage(settings: dict[str, str], *arguments: str) -> str:
    """Runs a management command and returns what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=machine.BASE_DIR,
        env=machine.environment_of(settings),
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
        self.environment = machine.environment_of({"VAR_DIR": str(folder)} | environment)
        self._keeping = threading.Event()

    @property
    def url(self) -> str:
        return self.urls[0]

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                self.commands[name],
                cwd=machine.BASE_DIR,
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


class Embedded(Installation):
    """`manage.py up` in a folder of its own."""

    def __init__(self, folder: Path, *, demo: bool = False, environment: dict[str, str] | None = None) -> None:
        super().__init__(folder, environment=environment or {})
        port = free_port()
        self.urls = [f"http://127.0.0.1:{port}"]
        command = [sys.executable, "manage.py", "up", "--port", str(port)]
        self.commands["up"] = command if demo else [*command, "--no-demo"]

    def demo(self) -> dict[str, Any]:
        return json.loads((self.folder / "demo.json").read_text())


class Production(Installation):
    """The Procfile's processes, the web twice: `web` and `web2`, one port each."""

    def __init__(self, folder: Path, *, postgres: "Postgres", redis: "Redis", environment: dict[str, str]) -> None:
        settings = {
            "DATABASE_URL": postgres.create_database(),
            "REDIS_URL": redis.url,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "WEB_CONCURRENCY": "1",
        }
        super().__init__(folder, environment=settings | environment)
        self.postgres, self.redis = postgres, redis
        lines = procfile()
        self.release = lines.pop("release")
        for name in ("web", "web2"):
            port = free_port()
            self.urls.append(f"http://127.0.0.1:{port}")
            self.commands[name] = ["bash", "-c", f"export PORT={port}; exec {lines['web']}"]
        del lines["web"]
        self.commands |= {name: ["bash", "-c", f"exec {line}"] for name, line in lines.items()}

    def start_all(self) -> None:
        done = subprocess.run(
            ["bash", "-ec", self.release], cwd=machine.BASE_DIR, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        super().start_all()


class Postgres:
    """A PostgreSQL server of the tests' own, so that it may be killed."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._user: dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        self.port = free_port()
        self._address = f"postgres://rapport@127.0.0.1:{self.port}"
        self.folder = Path(tempfile.mkdtemp(prefix="rapport-postgres-"))
        if self._user:
            shutil.chown(self.folder, **self._user)
        prepared.copy_of_cluster(self.folder, (programs / "postgres").resolve().parent.parent.name, self._make)
        self.start()

    def _make(self) -> None:
        self._run("initdb", "-D", str(self.folder), "-U", "rapport", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()
        prepared.fill_postgres(f"{self._address}/{self._create('template0', name=PREPARED)}")
        self.stop("fast")

    def start(self) -> None:
        # Whoever kills the server leaves the machine running, so nothing need reach the disk.
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off"
        self._run("pg_ctl", "-D", str(self.folder), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "-D", str(self.folder), "-w", "-m", mode, "stop")

    def create_database(self) -> str:
        """The URL of a new database that has every migration."""
        return f"{self._address}/{self._create(PREPARED)}"

    def create_empty_database(self) -> str:
        return f"{self._address}/{self._create('template0')}"

    def _create(self, template: str, *, name: str | None = None) -> str:
        name = name or f"rapport_{secrets.token_hex(4)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        with psycopg.connect(f"{self._address}/postgres", autocommit=True) as connection:
            connection.execute(statement)
        return name

    def remove(self) -> None:
        if (self.folder / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=60,
            **self._user,
        )
        assert done.returncode == 0, done.stderr.decode()


class Redis:
    """A Redis of the tests' own, so that it may be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        command = [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(self.folder),
        ]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        wait_until(self._answers, seconds=10, what="Redis")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None

    def pause(self) -> None:
        """It keeps its connections and says nothing, as a machine does that hangs."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True
