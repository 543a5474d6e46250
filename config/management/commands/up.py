"""`manage.py up`: everything that one machine needs to run Rapport, in one process."""

import argparse
import errno
import fcntl
import json
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import psycopg
import redis
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from apps.accounts.models import User
from apps.content import load_content
from config import demo
from config.storage import collect_what_changed
from config.translations import compile_translations


class Command(BaseCommand):
    help = "Migrates, loads the demo on the first start, and serves pages, sockets and background work in one process."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
        parser.add_argument("--port", type=_port, default=8000, help="port to listen on (%(default)s)")
        parser.add_argument("--no-demo", action="store_true", help="start with an empty database")

    def handle(self, *args: Any, host: str, port: int, no_demo: bool, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _leave)
        alone = _be_the_only_one()
        listener = _listen(host, port)
        _reach_database()
        _reach_redis()
        self._release()
        url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        if not settings.SITE_URL_IS_GIVEN:
            settings.SITE_URL = reachable(host, port)  # what mail links to
        self._greet(url, _demo(url, wanted=not no_demo))
        # Everything that serves is imported late: a start that is refused is refused at once.
        from config.embedded import serve  # noqa: PLC0415

        # uvicorn raises the signal that ended it once more after it has stopped cleanly.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        serve(listener)
        alone.close()

    def _release(self) -> None:
        """What a deployment does; nothing is migrated where nothing waits, which saves the start a second."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database ...")
            call_command("migrate", interactive=False, verbosity=0)
        compile_translations()
        load_content()
        collect_what_changed()

    def _greet(self, url: str, accounts: list[dict[str, Any]]) -> None:
        self.stdout.write(f"\nRapport is at {url}  (Ctrl-C stops it)\n")
        if accounts:
            width = max(len(account["email"]) for account in accounts)
            self.stdout.write("\nSign in as one of the demo's people:")
            for account in accounts:
                role = ", ".join(filter(None, (account["role"], account.get("group"))))
                self.stdout.write(f"  {role:<20} {account['email']:<{width}}  {account['password']}")
            self.stdout.write(f"\nOperators' console: {url}/admin/\n")
            if not settings.OPERATORS_NEED_SECOND_STEP:
                self.stdout.write(
                    "Here operators sign in with a password alone; OPERATORS_NEED_SECOND_STEP=1 asks for a code, too.\n"
                )
        if not User.objects.filter(is_staff=True, is_active=True).exists():
            self.stdout.write(
                "\nNobody can use the operators' console yet. Make the first operator, in another terminal, with\n"
                f"  python3 manage.py createsuperuser\nand sign in at {url}/admin/\n"
            )
        self.stdout.flush()


def reachable(host: str, port: int) -> str:
    """The address to link to from this machine; a wildcard is none."""
    named = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{named}:{port}"


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise argparse.ArgumentTypeError(f"{text} is no port; choose a number from 1 to 65535")
    return int(text)


def _leave(*_: Any) -> NoReturn:
    sys.exit(0)


def _be_the_only_one() -> socket.socket | Any:
    """The embedded product keeps its queue and its bus in memory: two processes on one folder would not hear each
    other. The lock ends with the process, however it ends."""
    try:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        lock = (settings.VAR_DIR / "up.lock").open("a")
    except OSError as error:
        raise CommandError(
            f"{settings.VAR_DIR} can't be written to ({error.strerror}). Set VAR_DIR or its owner."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommandError(
            f"Rapport already runs on {settings.VAR_DIR}. Stop it, or set VAR_DIR to another folder."
        ) from error
    return lock


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Port {port} is taken. Choose another: python3 manage.py up --port {port % 65_535 + 1}"
            ) from error
        if error.errno == errno.EACCES:
            raise CommandError(f"Port {port} may only be used by root. Choose one above 1023 with --port.") from error
        raise CommandError(f"{host}:{port} can't be listened on: {error.strerror or error}.") from error


def _reach_database() -> None:
    try:
        if connection.vendor == "postgresql":
            # Not through the pool, which would try again and again before it tells the reason.
            psycopg.connect(settings.DATABASE_URL, connect_timeout=5).close()
        else:
            connection.ensure_connection()
    except psycopg.Error as error:
        place = urlsplit(settings.DATABASE_URL)
        raise CommandError(
            f"The database of DATABASE_URL ({place.hostname or 'localhost'}:{place.port or 5432}{place.path}) "
            f"doesn't let us in: {str(error).strip().splitlines()[-1]}"
        ) from error
    except DatabaseError as error:
        name = settings.DATABASES["default"]["NAME"]
        raise CommandError(f"The database {name} can't be opened: {error}.") from error


def _reach_redis() -> None:
    if not settings.REDIS_URL:
        return
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3, socket_timeout=3).ping()
    except (redis.RedisError, ValueError) as error:
        place = urlsplit(settings.REDIS_URL)
        raise CommandError(
            f"The Redis of REDIS_URL ({place.hostname}:{place.port or 6379}) doesn't answer: {error}"
        ) from error


def _demo(url: str, *, wanted: bool) -> list[dict[str, Any]]:
    """Loads the demo when nobody is there yet, and returns its sign-ins; `var/demo.json` tells them to scripts."""
    path = settings.VAR_DIR / "demo.json"
    if not User.objects.exists():
        if not wanted:
            path.unlink(missing_ok=True)
            return []
        with transaction.atomic():
            facts = {"url": url} | demo.load()
            # Written before the commit: people without their passwords would be of no use.
            _write_private(path, facts)
    elif path.exists():
        facts = json.loads(path.read_text()) | {"url": url}
        _write_private(path, facts)
    else:
        return []
    return facts["accounts"]


def _write_private(path: Path, facts: dict[str, Any]) -> None:
    handle, unfinished = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        json.dump(facts, file, ensure_ascii=False, indent=2)
    os.replace(unfinished, path)
