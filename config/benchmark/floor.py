"""`bench floor`: the most single-row commits that this PostgreSQL makes in a second, by its own pgbench."""

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings

from config.benchmark.installation import postgres_programs

TABLE = "benchmark_floor"
ROW = f"INSERT INTO {TABLE} (body) VALUES ('Is the position still open? I could start in March.');\n"
THREADS = 2
TPS = re.compile(r"^tps = ([0-9.]+) ", re.MULTILINE)
DURABLE = ("synchronous_commit", "fsync", "full_page_writes", "server_version")


class NoFloor(Exception):
    """Why pgbench couldn't measure, in words."""


@dataclass(slots=True, frozen=True)
class Floor:
    commits_per_second: float
    settings: dict[str, str]

    def __str__(self) -> str:
        how = ", ".join(f"{name} = {value}" for name, value in self.settings.items())
        return f"{self.commits_per_second:,.0f} single-row commits/s ({how})"


def measure(*, clients: int, seconds: int) -> Floor:
    """Of the PostgreSQL in DATABASE_URL, in a table of its own that is gone afterwards."""
    program = _pgbench()
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as connection:
        values = {name: connection.execute(f"SHOW {name}".encode()).fetchone() for name in DURABLE}
        connection.execute(f"DROP TABLE IF EXISTS {TABLE}".encode())
        connection.execute(f"CREATE TABLE {TABLE} (id bigserial PRIMARY KEY, body text NOT NULL)".encode())
        try:
            commits = _run(program, clients, seconds)
        finally:
            connection.execute(f"DROP TABLE {TABLE}".encode())
    return Floor(commits, {name: str(value[0]) for name, value in values.items() if value})


def _run(program: str, clients: int, seconds: int) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(ROW)
        script.flush()
        command = [program, "--no-vacuum", f"--client={clients}", f"--jobs={THREADS}", f"--time={seconds}"]
        command += [f"--file={script.name}", "--protocol=prepared", settings.DATABASE_URL]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    found = TPS.search(done.stdout)
    if done.returncode or found is None:
        raise NoFloor(f"pgbench failed: {done.stderr.strip()[-400:]}")
    return float(found[1])


def _pgbench() -> str:
    if not settings.DATABASE_URL.startswith("postgres"):
        raise NoFloor("The floor is PostgreSQL's; set DATABASE_URL.")
    homes = [folder for folder in (postgres_programs(),) if folder and (folder / "pgbench").exists()]
    program = str(Path(homes[0]) / "pgbench") if homes else shutil.which("pgbench")
    if program is None:
        raise NoFloor("pgbench isn't here; on Debian it comes with the package postgresql.")
    return program
