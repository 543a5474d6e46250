"""Real servers as real processes, each with a folder and a database of its own: the embedded product as `up` starts
it, and a production set-up as the Procfile describes it."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from config.benchmark.installation import Installation, free_port, procfile, wait_until
from tests import prepared
from tests.machine import BASE_DIR

PREPARED = "rapport_prepared"


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
            ["bash", "-ec", self.release], cwd=BASE_DIR, env=self.environment, capture_output=True, text=True
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
