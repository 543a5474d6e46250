"""What is kept on the disk is its owner's alone."""

import fcntl
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from config.benchmark.installation import environment_of
from config.sqlite.base import _make_private
from tests.machine import BASE_DIR


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def run(folder: Path, *command: str, **environment: str) -> None:
    subprocess.run(
        [sys.executable, str(BASE_DIR / "manage.py"), *command],
        env=environment_of({"VAR_DIR": str(folder), "DATABASE_URL": "", "REDIS_URL": ""} | environment),
        check=True,
        capture_output=True,
        umask=0o022,
    )


@pytest.mark.costs(20)
def test_data_folder_and_database_are_closed_to_others(tmp_path: Path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    (folder / "rapport.sqlite3").touch(mode=0o644)
    write = "from django.db import connection; connection.cursor().execute('CREATE TABLE t (a)')"
    run(folder, "shell", "--no-imports", "-c", write)
    assert mode(folder) & 0o007 == 0
    assert mode(folder / "rapport.sqlite3") == 0o600
    assert {mode(file) for file in folder.glob("rapport.sqlite3-*")} <= {0o600}


def test_a_new_database_is_made_closed(tmp_path: Path):

    before = os.umask(0o000)
    try:
        _make_private(str(tmp_path / "new.sqlite3"))
    finally:
        os.umask(before)
    assert mode(tmp_path / "new.sqlite3") == 0o600


def test_a_group_that_was_let_in_stays(tmp_path: Path):

    (tmp_path / "shared.sqlite3").touch()
    (tmp_path / "shared.sqlite3").chmod(0o660)
    _make_private(str(tmp_path / "shared.sqlite3"))
    assert mode(tmp_path / "shared.sqlite3") == 0o660


def test_uploads_are_closed_to_others(db, settings, tmp_path: Path):

    storage = FileSystemStorage(location=tmp_path / "media")
    name = storage.save("avatars/a.jpg", ContentFile(b"x"))
    assert mode(tmp_path / "media" / name) == 0o600
    assert mode((tmp_path / "media" / name).parent) == 0o700


def test_looking_at_the_databases_file_drops_nobodys_lock(tmp_path: Path) -> None:
    """A process that closes a file loses all its locks on it, those of SQLite's own handle too."""
    path = tmp_path / "locked.sqlite3"
    attempt = f"import fcntl; fcntl.lockf(open({str(path)!r}, 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    with path.open("w+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        _make_private(str(path))
        assert subprocess.run([sys.executable, "-c", attempt], capture_output=True).returncode != 0
    assert subprocess.run([sys.executable, "-c", attempt], capture_output=True).returncode == 0
