"""What the processes of a server use, read from /proc: CPU seconds and memory. Empty where that can't be seen."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis
from django.conf import settings
from django.db import connection

PROC = Path("/proc")
Stats = dict[int, list[str]]
LISTENING = "0A"
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_KIB = os.sysconf("SC_PAGE_SIZE") / 1024


@dataclass(frozen=True)
class Family:
    """Processes and all that descend from them, the ones born later too."""

    roots: frozenset[int]

    def members(self, stats: Stats | None = None) -> set[int]:
        children: dict[int, list[int]] = {}
        for pid, fields in (_all_stats() if stats is None else stats).items():
            children.setdefault(int(fields[1]), []).append(pid)
        found: set[int] = set()
        waiting = list(self.roots)
        while waiting:
            pid = waiting.pop()
            if pid not in found:
                found.add(pid)
                waiting += children.get(pid, ())
        return found

    def cpu_seconds(self, stats: Stats) -> float | None:
        """Of user and system, children that have ended included."""
        if not self.roots:
            return None
        return sum(sum(map(int, stats[pid][11:15])) for pid in self.members(stats) if pid in stats) / TICKS

    def memory_kib(self) -> tuple[float, float] | None:
        """Resident, and what only these processes hold (private pages)."""
        if not self.roots:
            return None
        resident = own = 0.0
        for pid in self.members():
            with suppress(OSError):
                resident += int((PROC / str(pid) / "statm").read_text().split()[1]) * PAGE_KIB
                for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
                    if line.startswith("Private_"):
                        own += int(line.split()[1])
        return resident, own


UNKNOWN = Family(frozenset())


def listening(url: str) -> Family:
    """Who listens on the port of this URL on this machine: a server's supervisor and its children."""
    place = urlsplit(url)
    if place.hostname not in ("127.0.0.1", "localhost", "::1"):
        return UNKNOWN
    inodes = _inodes_of(place.port or 80)
    return Family(frozenset(pid for pid in _pids() if inodes and inodes & _sockets_of(pid)))


def of_postgres() -> Family:
    """The postmaster of our database: the parent of the backend that answers us."""
    if connection.vendor != "postgresql" or not _is_here(settings.DATABASE_URL):
        return UNKNOWN
    with psycopg.connect(settings.DATABASE_URL) as asked:
        fields = _stat(asked.info.backend_pid)
    return Family(frozenset([int(fields[1])])) if fields and fields[-1] == "postgres" else UNKNOWN


def of_redis() -> Family:
    if not settings.REDIS_URL or not _is_here(settings.REDIS_URL):
        return UNKNOWN
    with redis.Redis.from_url(settings.REDIS_URL) as asked:
        pid = int(asked.info("server")["process_id"])
    fields = _stat(pid)
    return Family(frozenset([pid])) if fields and fields[-1].startswith("redis") else UNKNOWN


def cpu_seconds(families: Mapping[str, Family]) -> dict[str, float | None]:
    """Of all of them at one moment."""
    stats = _all_stats()
    return {name: family.cpu_seconds(stats) for name, family in families.items()}


def load_average() -> str:
    return " ".join((PROC / "loadavg").read_text().split()[:3])


def _is_here(url: str) -> bool:
    return urlsplit(url).hostname in (None, "", "127.0.0.1", "localhost", "::1")


def _pids() -> Iterable[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdecimal()]


def _all_stats() -> Stats:
    return {pid: fields for pid in _pids() if (fields := _stat(pid))}


def _stat(pid: int) -> list[str] | None:
    """The fields after the name, state first, and the name at the end; None when the process is gone."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    head, _, tail = text.rpartition(")")
    return [*tail.split(), head.partition("(")[2]]


def _inodes_of(port: int) -> set[str]:
    found = set()
    for name in ("tcp", "tcp6"):
        with suppress(OSError):
            for line in (PROC / "net" / name).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == LISTENING and int(fields[1].rpartition(":")[2], 16) == port:
                    found.add(f"socket:[{fields[9]}]")
    return found


def _sockets_of(pid: int) -> set[str]:
    found = set()
    with suppress(OSError):
        for entry in (PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):
                found.add(os.readlink(entry))
    return found
