"""`bench run`: everything in one go. The product's web process as the Procfile starts it, PostgreSQL's own floor, and
the textbook consumer, in rounds that alternate, so that a slow minute of the machine meets all of them.

Each figure is of the web process alone, as the textbook's and the floor are; how much of it is left while a relay
works off what was sent, on the same processors, is a figure of its own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from config.benchmark import floor, processes
from config.benchmark.figures import in_words, median, table
from config.benchmark.installation import BASE_DIR, Installation, free_port, procfile, wait_until

PAIRS = 250
SOCKETS = 2 * PAIRS
STARTED_WITHIN_SECONDS = 60

Measured = dict[str, list[float | None]]


class Bench(Installation):
    """Two web processes, the relay and the textbook consumer; each is started and stopped by name."""

    def __init__(self, folder: Path) -> None:
        environment = {
            "DATABASE_URL": settings.DATABASE_URL,
            "REDIS_URL": settings.REDIS_URL,
            "SECRET_KEY": settings.SECRET_KEY,
            "WEB_CONCURRENCY": "1",
        }
        super().__init__(folder, environment=environment)
        lines = procfile()
        self.ports = {name: free_port() for name in ("web", "web2", "naive")}
        for name in ("web", "web2"):
            self.commands[name] = ["bash", "-c", f"export PORT={self.ports[name]}; exec {lines['web']}"]
        self.commands["relay"] = ["bash", "-c", f"exec {lines['relay']}"]
        self.commands["naive"] = [sys.executable, "manage.py", "bench", "naive", "--port", str(self.ports["naive"])]
        self.file = folder / "people.jsonl"

    def prepare(self) -> None:
        self.manage("release", "--no-static", "-v0")
        self.manage("collectstatic", "--noinput", "-v0")
        self.manage("bench", "prepare", "--yes", "--pairs", str(PAIRS), "--out", str(self.file))

    def run_with(self, *names: str) -> None:
        """Starts these and waits until their ports answer, and until web processes are healthy, which brings them onto
        the bus."""
        for name in names:
            self.start(name)
        ports = [self.ports[name] for name in names if name in self.ports]
        wait_until(
            lambda: all(processes.listening(f"ws://127.0.0.1:{port}").roots for port in ports),
            seconds=STARTED_WITHIN_SECONDS,
            what=f"{' and '.join(names)} listen",
        )
        self.urls = [f"http://127.0.0.1:{self.ports[name]}" for name in names if name.startswith("web")]
        self.wait_healthy(seconds=STARTED_WITHIN_SECONDS)

    def end(self, *names: str) -> None:
        """At once: a relay that is asked to stop first finishes its turn, and a backlog makes that minutes long."""
        for name in names:
            self.kill(name)

    def load(self, *names: str, arguments: list[str]) -> dict[str, Any]:
        """`bench chat` as a process of its own, against these."""
        out = self.folder / "figures.json"
        out.unlink(missing_ok=True)
        urls = [f"ws://127.0.0.1:{self.ports[name]}/ws/" for name in names]
        command = [sys.executable, "manage.py", "bench", "chat", str(self.file), "--json", str(out), *arguments]
        for option, url in zip(("--url", "--url2"), urls, strict=False):
            command += [option, url]
        done = subprocess.run(command, cwd=BASE_DIR, env=self.environment, capture_output=True, text=True)
        if not out.exists():
            raise RuntimeError(done.stdout + done.stderr + "".join(map(self.log, names)))
        return json.loads(out.read_text())


def run(*, rounds: int, seconds: float, clients: int, say: Callable[[str], object]) -> dict[str, Any]:
    """All figures of all rounds; prints their medians beside the targets."""
    measured: Measured = {}
    faults: list[dict[str, int]] = []
    loads: list[str] = []
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
        bench = Bench(Path(folder))
        bench.prepare()
        try:
            for number in range(rounds):
                _round(bench, measured, faults, seconds, clients, with_idle=number == 0)
                loads.append(processes.load_average())
                say(f"Round {number + 1} of {rounds} done; load {loads[-1]}")
        finally:
            bench.stop()
    say(_in_words(measured))
    say(f"Load average after each round: {'; '.join(loads)}")
    found = [fault for fault in faults if fault]
    say(f"FAULTS: {found}" if found else "No message was lost, doubled or out of order.")
    return {"rounds": measured, "faults": found, "load": loads}


def _round(
    bench: Bench, measured: Measured, faults: list[dict[str, int]], seconds: float, clients: int, *, with_idle: bool
) -> None:
    def keep(name: str, value: float | None) -> None:
        measured.setdefault(name, []).append(value)

    def load(*names: str, rates: str = "", idle: bool = False) -> list[dict[str, Any]]:
        arguments = ["--saturate", str(SOCKETS), "--seconds", str(seconds)]
        arguments += ["--rates", rates] if rates else []
        arguments += ["--idle", str(SOCKETS)] if idle else []
        found = bench.load(*names, arguments=arguments)
        faults.append(found["faults"])
        if "idle" in found:
            keep("idle", found["idle"]["resident_kib"])
        return found["figures"]

    keep("floor", floor.measure(clients=clients, seconds=round(seconds)).commits_per_second)
    bench.run_with("web")
    at_300, at_1000, saturated = load("web", rates="300,1000", idle=with_idle)
    for rate, figures in (("300", at_300), ("1000", at_1000)):
        keep(f"p50 at {rate}", figures["delivered_p50"])
        keep(f"p99 at {rate}", figures["delivered_p99"])
    keep("saturated", saturated["per_second"])
    parts = [saturated[f"{part}_cpu"] for part in ("server", "postgres", "redis")]
    keep("cpu", None if None in parts else sum(parts))
    bench.run_with("web2")
    keep("two", load("web", "web2")[0]["per_second"])
    bench.end("web2")
    bench.run_with("relay")
    keep("with relay", load("web")[0]["per_second"])
    bench.end("web", "relay")
    bench.run_with("naive")
    keep("naive", load("naive")[0]["per_second"])
    bench.end("naive")


def _in_words(measured: Measured) -> str:
    of = {name: median(values) for name, values in measured.items()}

    def ratio(above: str, below: str) -> float | None:
        return None if not of.get(above) or not of.get(below) else of[above] / of[below]  # type: ignore[operator]

    rows = [
        ("PostgreSQL's floor, commits/s", in_words(of["floor"], 0), ""),
        (f"saturated, {SOCKETS} sockets, messages/s", in_words(of["saturated"], 0), ""),
        ("  of the floor", in_words(ratio("saturated", "floor")), "≥ 0.50"),
        ("textbook consumer, messages/s", in_words(of["naive"], 0), ""),
        ("  times the textbook", in_words(ratio("saturated", "naive"), 1), "≥ 12"),
        ("with the relay at work on the same machine, messages/s", in_words(of["with relay"], 0), ""),
        ("  of the floor", in_words(ratio("with relay", "floor")), ""),
        ("two processes, messages/s", in_words(of["two"], 0), ""),
        ("  of one process", in_words(ratio("two", "saturated")), "≥ 1.00"),
        ("CPU ms/message, saturated", in_words(of["cpu"], 3), "≤ 0.150"),
        ("delivered p50 at 300/s, ms", in_words(of["p50 at 300"]), "≤ 3"),
        ("delivered p99 at 300/s, ms", in_words(of["p99 at 300"]), "≤ 15"),
        ("delivered p50 at 1000/s, ms", in_words(of["p50 at 1000"]), "≤ 3"),
        ("delivered p99 at 1000/s, ms", in_words(of["p99 at 1000"]), "≤ 15"),
        ("KiB an idle socket", in_words(of["idle"], 1), "≤ 30"),
    ]
    return table(("median of the rounds", "measured", "target"), rows)
