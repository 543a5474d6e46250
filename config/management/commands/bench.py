"""`manage.py bench …`: the product's own benchmark. What it does is in `config/benchmark`."""

import argparse
import dataclasses
import signal
import sys
from pathlib import Path
from typing import Any

import orjson
import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from config.benchmark import (
    award,
    chat,
    comparison,
    floor,
    idle,
    pages,
    population,
    reporting,
    reporting_flow,
    salon,
    telling,
    week,
    world,
)
from config.benchmark.filling import NoValue
from config.benchmark.wire import Refused
from config.server import OPTIONS

NOT_A_BENCHMARK = (
    "This database holds {count} people who aren't the benchmark's. It would fill their product with made-up ones; "
    "name another database (DATABASE_URL, or VAR_DIR), or add --yes."
)
URL = "ws://127.0.0.1:8000/ws/"


class Command(BaseCommand):
    help = "Measures the live send path of a running server: prepare a database, then load it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="PART")

        prepare = parts.add_parser("prepare", help="fills a benchmark's database and writes its people's tokens")
        prepare.add_argument("--pairs", type=_count, required=True, help="candidates, and as many recruiters")
        prepare.add_argument("--out", type=Path, required=True, metavar="FILE")
        prepare.add_argument("--messages", type=int, default=0, help="history in each conversation (%(default)s)")

        load = parts.add_parser("chat", help="loads a running server")
        load.add_argument("file", type=Path, metavar="FILE", help="what `bench prepare` wrote")
        load.add_argument("--url", default=URL, help="%(default)s")
        load.add_argument("--url2", help="a second process, to which the peers connect")
        load.add_argument("--rates", type=_numbers, default=[], metavar="100,300", help="messages a second, open loop")
        load.add_argument("--saturate", type=_counts, default=[], metavar="100,500", help="sockets, closed loop")
        load.add_argument("--seconds", type=float, default=6.0, help="of each phase (%(default)s)")
        load.add_argument("--warm-up", type=float, default=5.0, help="seconds of traffic before (%(default)s)")
        load.add_argument("--sockets", type=_count, help="connect only the first so many of FILE")
        load.add_argument("--idle", type=_count, help="measure so many idle sockets")
        load.add_argument("--rounds", type=_count, default=1, help="print medians of so many rounds (%(default)s)")

        deeds = parts.add_parser("award", help="from a deed's ack to the award at the earner's socket")
        deeds.add_argument("--url", default=URL, help="%(default)s")
        deeds.add_argument("--rate", type=float, default=50.0, help="deeds a second (%(default)s)")
        deeds.add_argument("--seconds", type=float, default=6.0, help="%(default)s")

        room = parts.add_parser("salon", help="a live room: from a question to everybody's having it")
        room.add_argument("--url", default=URL, help="%(default)s")
        room.add_argument("--people", type=_count, default=500, help="%(default)s")
        room.add_argument("--rate", type=float, default=20.0, help="questions a second (%(default)s)")
        room.add_argument("--votes", type=float, default=50.0, help="a second (%(default)s)")
        room.add_argument("--seconds", type=float, default=10.0, help="%(default)s")
        told = parts.add_parser("notify", help="things told and letters sent a second")
        told.add_argument("--people", type=_count, default=1000, help="%(default)s")
        heard = parts.add_parser("tickets", help="reports taken in and sorted a second")
        heard.add_argument("--tickets", type=_count, default=500, help="%(default)s")
        heard.add_argument("--rate", type=float, help="so many a second to a running server instead")
        heard.add_argument("--seconds", type=float, default=600.0, help="of that (%(default)s)")
        heard.add_argument("--url", default="http://127.0.0.1:8000", help="%(default)s")
        lived = parts.add_parser("week", help="a week of many people in six zones: what they are told, and when")
        lived.add_argument("--people", type=_count, default=10_000, help="%(default)s")
        lowest = parts.add_parser("floor", help="single-row commits a second of the same PostgreSQL")
        naive = parts.add_parser("naive", help="serves the textbook consumer for comparison")
        naive.add_argument("--port", type=_count, default=8001, help="%(default)s")
        whole = parts.add_parser("run", help="the whole comparison, on the servers of DATABASE_URL and REDIS_URL")
        whole.add_argument("--rounds", type=_count, default=3, help="%(default)s")
        whole.add_argument("--seconds", type=float, default=6.0, help="of each phase (%(default)s)")
        large = parts.add_parser("fill", help="fills a PostgreSQL with a large installation")
        for name, size in (
            ("people", 100_000),
            ("jobs", 100_000),
            ("messages", 5_000_000),
            ("tickets", 1_000_000),
            ("award-entries", 10_000_000),
        ):
            large.add_argument(f"--{name}", type=_count, default=size, help="%(default)s")
        read = parts.add_parser("pages", help="how long each page and list takes, of a running server")
        read.add_argument("--url", default="http://127.0.0.1:8000", help="%(default)s")
        read.add_argument("--only", default="", metavar="TEXT", help="pages whose address has this in it")
        read.add_argument("--rounds", type=_count, default=10, help="of each of eight readers (%(default)s)")
        for one in (lowest, whole):
            one.add_argument("--clients", type=_count, default=64, help="of pgbench (%(default)s)")
        lowest.add_argument("--seconds", type=_count, default=6, help="%(default)s")
        for one in (load, deeds, room, told, heard, lived, lowest, whole, read):
            one.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
        for one in (prepare, deeds, room, told, heard, lived, whole, large):
            one.add_argument("--yes", action="store_true", help="even where others live in this database")

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        getattr(self, f"_{part}")(argparse.Namespace(**options))

    def _prepare(self, options: argparse.Namespace) -> None:
        _only_a_benchmark(options)
        population.prepare(options.out, pairs=options.pairs, messages=options.messages)
        self.stdout.write(f"{options.out}: {2 * options.pairs} people. Their tokens are in it; keep it to yourself.")

    def _chat(self, options: argparse.Namespace) -> None:
        people = _people(options.file, options.sockets)
        found: dict[str, Any] = {}
        try:
            if options.idle:
                rest = idle.measure(people, options.url, sockets=options.idle)
                self.stdout.write(str(rest))
                found["idle"] = rest
            if options.rates or options.saturate:
                outcome = chat.run(
                    people,
                    [url for url in (options.url, options.url2) if url],
                    rates=options.rates,
                    saturate=options.saturate,
                    seconds=options.seconds,
                    rounds=options.rounds,
                    warm_up=options.warm_up,
                )
                self.stdout.write(f"{chat.in_a_table(outcome.figures)}\n{chat.verdict(outcome)}")
                found |= dataclasses.asdict(outcome)
        except (Refused, OSError, TimeoutError) as error:
            raise CommandError(f"{options.url}: {error or 'no answer in time'}. Is the server running?") from error
        except chat.WrongDatabase as error:
            raise CommandError(
                f"The conversations of {options.file} aren't in this database. Set DATABASE_URL (or VAR_DIR) as the "
                "server has it, and prepare there."
            ) from error
        _write(options.json, found)
        if found.get("faults"):
            raise CommandError("Messages were lost, doubled or out of order; see above.")

    def _tell(self, found: Any, options: argparse.Namespace) -> None:
        self.stdout.write(str(found))
        _write(options.json, found)

    def _award(self, options: argparse.Namespace) -> None:
        _only_a_benchmark(options)
        found = award.measure(options.url, rate=options.rate, seconds=options.seconds)
        self._tell(found, options)

    def _salon(self, options: argparse.Namespace) -> None:
        _only_a_benchmark(options)
        found = salon.measure(
            options.url, people=options.people, rate=options.rate, votes=options.votes, seconds=options.seconds
        )
        self._tell(found, options)

    def _tickets(self, options: argparse.Namespace) -> None:
        _only_a_benchmark(options)
        if not options.rate:
            self._tell(reporting.measure(options.tickets), options)
            return
        found = reporting_flow.measure(options.url, rate=options.rate, seconds=options.seconds)
        self._tell(found, options)
        if found.faults:
            raise CommandError("Reports were refused; see above.")

    def _week(self, options: argparse.Namespace) -> None:
        _only_a_benchmark(options)
        found = week.measure(options.people)
        self._tell(found, options)
        if found.faults:
            raise CommandError("A promise was broken; see above.")

    def _notify(self, options: argparse.Namespace) -> None:
        _only_a_benchmark(options)
        found = telling.measure(options.people)
        self._tell(found, options)

    def _floor(self, options: argparse.Namespace) -> None:
        try:
            found = floor.measure(clients=options.clients, seconds=options.seconds)
        except floor.NoFloor as error:
            raise CommandError(str(error)) from error
        self._tell(found, options)

    def _naive(self, options: argparse.Namespace) -> None:
        if settings.EMBEDDED:
            raise CommandError("The textbook consumer sends over Redis; set DATABASE_URL and REDIS_URL.")
        served = OPTIONS | {"ws": "websockets-sansio"}
        uvicorn.run(
            "config.benchmark.naive:application", host="127.0.0.1", port=options.port, log_config=None, **served
        )

    def _run(self, options: argparse.Namespace) -> None:
        if settings.EMBEDDED:
            raise CommandError("The comparison needs PostgreSQL and Redis; set DATABASE_URL and REDIS_URL.")
        _only_a_benchmark(options)
        # Whoever ends this ends the servers that it started.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        found = comparison.run(
            rounds=options.rounds, seconds=options.seconds, clients=options.clients, say=self.stdout.write
        )
        _write(options.json, found)

    def _fill(self, options: argparse.Namespace) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("A large installation lives in PostgreSQL; set DATABASE_URL.")
        _only_a_benchmark(options)
        sizes = world.Sizes(
            people=options.people,
            jobs=options.jobs,
            messages=options.messages,
            tickets=options.tickets,
            award_entries=options.award_entries,
        )
        try:
            world.fill(sizes, say=self.stdout.write)
        except NoValue as error:
            raise CommandError(str(error)) from error

    def _pages(self, options: argparse.Namespace) -> None:
        found = []
        try:
            for one in pages.measure(options.url, rounds=options.rounds, only=options.only):
                found.append(one)
                self.stderr.write(f"{one.who}: {one.url}: p95 {one.p95:.0f} ms")
        except OSError as error:
            raise CommandError(f"{options.url}: {error}. Is the server running?") from error
        self.stdout.write(pages.in_a_table(found))
        _write(options.json, pages.as_json(found))


def _only_a_benchmark(options: argparse.Namespace) -> None:
    count = 0 if options.yes else population.strangers()
    if count:
        raise CommandError(NOT_A_BENCHMARK.format(count=count))


def _people(path: Path, most: int | None) -> list[population.Person]:
    try:
        people = population.read(path, most=most)
    except (OSError, ValueError, TypeError) as error:
        raise CommandError(f"{path} isn't what `bench prepare` writes: {error}") from error
    if not people:
        raise CommandError(f"{path} holds nobody.")
    return people


def _write(path: Path | None, found: Any) -> None:
    if path is not None:
        path.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number above 0")
    return int(text)


def _counts(text: str) -> list[int]:
    return [_count(part) for part in text.split(",")]


def _numbers(text: str) -> list[float]:
    return [float(_count(part)) for part in text.split(",")]
