"""Databases with every migration and all that the product ships, made once and then copied.

Each test process and each test server gets a copy, for a tenth of a second instead of ten. What was made is kept in
`var/tests` (on PostgreSQL in two databases of that server) until the code that made it changes: the schema belongs to
the migrations, its content to all files of the product.
"""

import contextlib
import fcntl
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

import django
import psycopg
from django.apps import apps
from django.core.management import call_command
from psycopg import sql

from config.benchmark.installation import environment_of
from tests.machine import BASE_DIR

FOLDER = BASE_DIR / "var" / "tests"
IMPORTED = re.compile(r"^(?:from|import) (apps[\w.]*)(?: import (\w+))?", re.MULTILINE)
SEEN_BY_NO_DATABASE = {".pyc", ".po", ".mo", ".html", ".css"}


@cache
def schema_key() -> str:
    """Changes with the migrations, with the modules of ours that they import, and with the locked packages."""
    migrations = [
        path
        for app in apps.get_app_configs()
        if Path(app.path).is_relative_to(BASE_DIR)
        for path in Path(app.path, "migrations").glob("**/*")
    ]
    imported = [
        Path(BASE_DIR, *name.split(".")).with_suffix(".py")
        for path in migrations
        if path.suffix == ".py"
        for module, inner in IMPORTED.findall(path.read_text())
        for name in (module, f"{module}.{inner}")
    ]
    return _digest([*migrations, *imported, BASE_DIR / "config" / "requirements" / "run.txt"])


@cache
def content_key() -> str:
    files = [
        path
        for folder in ("apps", "config")
        for path in (BASE_DIR / folder).glob("**/*")
        if path.suffix not in SEEN_BY_NO_DATABASE
    ]
    return _digest([Path(__file__), *files])


def copy_of_sqlite(target: Path) -> Path:
    with _alone():
        shutil.copyfile(_sqlite(), target)
    return target


def copy_on_postgres(url: str, name: str) -> None:
    """A database of this name on the server of the URL, whose own database names the ones that are copied."""
    own = url.rpartition("/")[2].partition("?")[0]
    schema, content = (f"{own}_{part}_{key()}" for part, key in (("schema", schema_key), ("content", content_key)))
    with _alone(), psycopg.connect(url, autocommit=True) as connection:
        _drop_stale(connection, own, keep=(schema, content))
        if not _exists(connection, content):
            unfinished = f"{own}_unfinished"
            if not _exists(connection, schema):
                _create(connection, unfinished, "template0")
                _fill("schema", DATABASE_URL=beside(url, unfinished))
                _rename(connection, unfinished, schema)
            _create(connection, unfinished, schema)
            _fill("content", DATABASE_URL=beside(url, unfinished))
            _rename(connection, unfinished, content)
        _create(connection, name, content)


def drop_on_postgres(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def copy_of_cluster(target: Path, version: str, make: Callable[[], None]) -> None:
    """The stopped PostgreSQL server that `make` makes in `target`, with its owner."""
    kept = FOLDER / f"cluster-{version}-{content_key()}"
    with _alone():
        if kept.exists():
            _copy_tree(kept, target)
            return
        make()
        _forget_others(kept, f"cluster-{version}-*")
        unfinished = FOLDER / "cluster.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        _copy_tree(target, unfinished)
        unfinished.rename(kept)


def fill_postgres(url: str) -> None:
    """Everything into an empty database."""
    _fill("schema", DATABASE_URL=url)
    _fill("content", DATABASE_URL=url)


def _sqlite() -> Path:
    schema, content = FOLDER / f"schema-{schema_key()}.sqlite3", FOLDER / f"content-{content_key()}.sqlite3"
    if not content.exists():
        unfinished = FOLDER / "rapport.sqlite3"
        for leftover in FOLDER.glob(f"{unfinished.name}*"):
            leftover.unlink()
        if not schema.exists():
            _fill("schema", VAR_DIR=str(FOLDER))
            _forget_others(schema, "schema-*")
            unfinished.rename(schema)
        shutil.copyfile(schema, unfinished)
        _fill("content", VAR_DIR=str(FOLDER))
        _forget_others(content, "content-*")
        unfinished.rename(content)
    return content


def _fill(part: str, **environment: str) -> None:
    """In a process of its own, so that nothing of it stays in this one."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.prepared", part],
        cwd=BASE_DIR,
        env=environment_of({"DJANGO_SETTINGS_MODULE": "config.settings"} | environment),
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for path in files if path.is_file()}):
        digest.update(str(path.relative_to(BASE_DIR)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One process makes what is missing; the others wait and copy it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _copy_tree(source: Path, target: Path) -> None:
    """With owners and rights."""
    target.mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", f"{source}/.", str(target)], check=True)


def _forget_others(kept: Path, pattern: str) -> None:
    for path in FOLDER.glob(pattern):
        if path != kept:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def beside(url: str, name: str) -> str:
    address, _slash, rest = url.rpartition("/")
    return f"{address}/{name}{rest[len(rest.partition('?')[0]) :]}"


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _create(connection: psycopg.Connection, name: str, template: str) -> None:
    names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**names))
    connection.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))


def _rename(connection: psycopg.Connection, old: str, new: str) -> None:
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


def _drop_stale(connection: psycopg.Connection, own: str, *, keep: tuple[str, ...]) -> None:
    ours = "SELECT datname FROM pg_database WHERE datname ~ ('^' || %s || '_(schema|content)_[0-9a-f]{16}$')"
    for (name,) in connection.execute(ours, [own]).fetchall():
        if name not in keep:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _main(part: str) -> None:
    django.setup()
    if part == "schema":
        # Permissions and the like are content.
        with patch("django.core.management.commands.migrate.emit_post_migrate_signal"):
            call_command("migrate", interactive=False, verbosity=0)
    else:
        call_command("release", no_static=True, verbosity=0)


if __name__ == "__main__":
    _main(sys.argv[1])
