"""The first start on a machine that lacks something: a sentence, never a traceback."""

import ast
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap
from tests.machine import BASE_DIR

SYSTEM_PYTHON = getattr(sys, "_base_executable", sys.executable)
READ_BY_OLD_PYTHONS = ["manage.py", "config/__init__.py", "config/bootstrap.py"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in which nothing has been started yet."""
    for name in ("manage.py", "config"):
        source = BASE_DIR / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def run(folder: Path, *arguments: str, python: tuple[str, ...] = (SYSTEM_PYTHON, "-S"), **environment: str):
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "DATABASE_", "REDIS_"))}
    done = subprocess.run(
        [*python, *arguments], cwd=folder, env=keep | environment, capture_output=True, text=True, timeout=120
    )
    assert "Traceback" not in done.stderr
    return done


def pretending(setup: str, *arguments: str) -> tuple[str, ...]:
    """`manage.py` in a Python that was changed beforehand."""
    return ("-c", f"import sys; sys.argv = {['manage.py', *arguments]!r}\n{setup}\nimport manage; manage.main()")


@pytest.mark.parametrize("name", READ_BY_OLD_PYTHONS)
def test_an_old_python_can_read_what_it_is_given(name):
    ast.parse((BASE_DIR / name).read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("command", ["up", "test", "migrate"])
def test_an_old_python_is_told_which_one_is_needed(checkout, command):
    done = run(checkout, *pretending("sys.version_info = (3, 9, 18)", command))
    assert done.returncode == 1
    assert done.stderr.startswith("Rapport needs Python 3.11 or newer; this is Python 3.9 (")
    assert not (checkout / ".venv").exists()


def test_a_missing_venv_module_is_named_with_its_package(checkout):
    hide = (
        "import importlib.util as u; real = u.find_spec\nu.find_spec = lambda n: None if n == 'ensurepip' else real(n)"
    )
    done = run(checkout, *pretending(hide, "up"))
    assert done.returncode == 1
    assert "its ensurepip module is missing" in done.stderr
    assert "apt-get install python3-venv" in done.stderr


def test_without_a_network_it_says_so(checkout):
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    done = run(checkout, "manage.py", "up", **nowhere)
    assert done.returncode == 1
    assert "the package index doesn't answer. Check the network" in done.stderr
    assert run(checkout, "manage.py", "up", **nowhere).returncode == 1, (
        "a half-made environment isn't taken for a whole"
    )


@pytest.mark.parametrize("count", [1, 2, 4, 1000])
def test_what_several_pips_install_is_the_lock(count):
    lock = BASE_DIR / "config/requirements/lint.txt"
    shares = bootstrap._shares(str(lock), count)
    assert sorted(line for share in shares for entry in share for line in entry.splitlines()) == sorted(
        line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")
    )
    assert all("--hash=sha256:" in entry and " \\\n" in entry for share in shares for entry in share)
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_a_folder_that_cannot_be_written_is_named(checkout):
    done = run(checkout, *pretending("import os; os.access = lambda *_: False", "up"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"{checkout} can't be written to.")


def test_a_data_folder_that_cannot_be_written_is_named():
    done = run(BASE_DIR, "manage.py", "up", python=(sys.executable,), VAR_DIR="/sys/rapport")
    assert done.returncode == 1
    assert done.stderr.startswith("/sys/rapport can't be written to.")


def test_other_commands_ask_for_the_first_start(checkout):
    done = run(checkout, "manage.py", "migrate")
    assert done.returncode == 1
    assert done.stderr.strip() == "The packages aren't installed yet. Run first: python3 manage.py up"
    assert not (checkout / ".venv").exists()


def test_where_no_bytecode_shall_be_written_it_is_kept_in_the_environment(checkout):
    python = checkout / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$PYTHONPYCACHEPREFIX and ${PYTHONDONTWRITEBYTECODE-nothing}"')
    python.chmod(0o755)
    done = run(checkout, "manage.py", "migrate", PYTHONDONTWRITEBYTECODE="1")
    assert done.stdout.strip() == f"{checkout / '.venv/bytecode'} and nothing"


def test_an_unknown_set_of_packages_is_refused(checkout):
    done = run(checkout, "manage.py", "install", "everything")
    assert done.returncode == 1
    assert "choose from run, test, lint" in done.stderr


def test_an_environment_that_has_the_packages_is_kept(checkout):
    shutil.copytree(BASE_DIR / "apps", checkout / "apps", ignore=shutil.ignore_patterns("__pycache__"))
    done = run(checkout, "manage.py", "version", python=(sys.executable,))
    assert done.returncode == 0
    assert re.fullmatch(r"\d+\.\d+(\.\d+)?", done.stdout.strip())
    assert not (checkout / ".venv").exists()


def test_the_exit_code_of_test_is_that_of_the_tests(tmp_path):
    (tmp_path / "test_it.py").write_text("def test_it(): assert False")
    command = ("manage.py", "test", "-q", "-p", "no:cacheprovider", "-c", os.devnull, str(tmp_path))
    done = run(BASE_DIR, *command, python=(sys.executable,))
    assert done.returncode == 1
    assert "1 failed" in done.stdout


def up(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(BASE_DIR, "manage.py", "up", *arguments, python=(sys.executable,), VAR_DIR=str(folder), **environment)


def test_a_taken_port_is_named_with_a_way_out(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = up(tmp_path, "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} is taken. Choose another: python3 manage.py up --port" in done.stderr


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    done = up(tmp_path, "--port", port)
    assert done.returncode == 2
    assert f"{port} is no port" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://localhost/rapport", "DATABASE_URL must start with postgres://"),
        ("DATABASE_URL", "postgres://rapport@localhost:port/rapport", "DATABASE_URL can't be read"),
        ("DATABASE_URL", "postgres://rapport@localhost", "DATABASE_URL names no database"),
        ("REDIS_URL", "localhost:6379", "REDIS_URL must start with redis://"),
        ("REDIS_URL", "redis://localhost:6379/0", "they need PostgreSQL, so set DATABASE_URL"),
        ("CHAT_MESSAGES_PER_MINUTE", "many", "CHAT_MESSAGES_PER_MINUTE must be a whole number, not 'many'"),
        ("CHAT_MESSAGES_PER_MINUTE", "-1", "CHAT_MESSAGES_PER_MINUTE must be at least 0, not -1"),
        ("DEBUG", "perhaps", "DEBUG must be true or false, not 'perhaps'"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(tmp_path, name, value, sentence):
    done = up(tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith("A setting is wrong. ")
    assert sentence in done.stderr


def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path):
    done = up(tmp_path, "--port", "8123", DATABASE_URL="postgres://rapport:hunter2@127.0.0.1:9/rapport")
    assert done.returncode == 1
    assert "The database of DATABASE_URL (127.0.0.1:9/rapport) doesn't let us in" in done.stderr
    assert "hunter2" not in done.stderr


def test_a_database_file_in_no_folder_is_named(tmp_path):
    done = up(tmp_path, "--port", "8123", DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/rapport.sqlite3")
    assert done.returncode == 1
    assert f"The database {tmp_path}/nowhere/rapport.sqlite3 can't be opened" in done.stderr


def test_the_secret_key_is_written_once_for_its_owner_alone(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = str(other.getsockname()[1])
        up(tmp_path, "--port", taken)
        key = (tmp_path / "secret_key").read_text()
        up(tmp_path, "--port", taken)
    assert len(key) > 50
    assert (tmp_path / "secret_key").read_text() == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_given_secret_key_is_not_written_down(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        up(tmp_path, "--port", str(other.getsockname()[1]), SECRET_KEY="given" * 20)
    assert not (tmp_path / "secret_key").exists()
