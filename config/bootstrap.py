"""Brings `manage.py` into an environment that has the locked packages.

Only the standard library, and only syntax that old Pythons can read: someone with the wrong Python gets a sentence.
`up` and `test` make `.venv` and install what they need; other commands use what is there. Whoever already works in
an environment with the packages keeps it.
"""

import contextlib
import errno
import hashlib
import importlib.util
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from typing import Iterator

OLDEST_PYTHON = (3, 11)
BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(BASE_DIR, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
REQUIREMENTS = os.path.join(BASE_DIR, "config", "requirements")
# Each set holds the ones before it; the files are locked together.
SETS = ("run", "test", "lint")
NEEDED_BY = {"up": "run", "test": "test"}

NO_NETWORK = (
    "Temporary failure in name resolution",
    "Name or service not known",
    "nodename nor servname provided",
    "Failed to establish a new connection",
    "Network is unreachable",
    "Max retries exceeded",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "Could not find a version that satisfies",
)


class Refusal(Exception):
    """Why we can't go on, as a sentence for the person at the terminal."""


def prepare(arguments: "list[str]") -> None:
    """Returns when the command can run in this very process; otherwise replaces the process, or leaves with a
    sentence. `manage.py install [run|test|lint]` ends here."""
    command = arguments[1] if len(arguments) > 1 else ""
    try:
        check_python()
        if command == "install":
            install(arguments[2] if len(arguments) > 2 else "run")
            raise SystemExit(0)
        enter(command)
        if command == "up":
            make_keys()
        if command == "test":
            if importlib.util.find_spec("pytest") is None:
                raise Refusal("This environment has no pytest. Install config/requirements/test.txt into it.")
            os.chdir(BASE_DIR)
            run(sys.executable, ["-m", "pytest"] + arguments[2:])
    except Refusal as refusal:
        sys.exit(str(refusal))


def check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise Refusal(
            "Rapport needs Python %d.%d or newer; this is Python %d.%d (%s). "
            "Name a newer one, such as: python3.12 manage.py up"
            % (OLDEST_PYTHON + sys.version_info[:2] + (sys.executable,))
        )


def enter(command: str) -> None:
    """Makes sure that this process has the packages that the command needs."""
    inside = os.path.realpath(sys.prefix) == os.path.realpath(VENV)
    has_packages = importlib.util.find_spec("django") is not None
    if sys.prefix != sys.base_prefix and has_packages and not inside:
        return
    _keep_bytecode()
    needed = NEEDED_BY.get(command)
    if needed:
        changed = install(needed)
        if changed or not inside:
            run(VENV_PYTHON, sys.argv)
    elif not has_packages:
        if inside or not os.path.exists(VENV_PYTHON):
            raise Refusal("The packages aren't installed yet. Run first: python3 manage.py up")
        run(VENV_PYTHON, sys.argv)


def _keep_bytecode() -> None:
    """Images are often told not to write bytecode; every start would then compile a thousand modules again. It is kept
    in our own environment, out of the checkout."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        sys.dont_write_bytecode = False
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = os.path.join(VENV, "bytecode")


def run(python: str, arguments: "list[str]") -> None:
    """Replaces this process; the process id, the terminal and its signals stay."""
    sys.stdout.flush()
    os.execv(python, [python] + arguments)


def install(name: str) -> bool:
    """Makes `.venv` hold the locked packages of a set. True when something had to be done."""
    if name not in SETS:
        raise Refusal("There is no set of packages called %s; choose from %s." % (name, ", ".join(SETS)))
    try:
        with _alone():
            version = _version_of(VENV_PYTHON)
            if version and _read(_stamp(name)) == _fingerprint(name, version):
                return False
            _check_writable()
            version = version or _make_venv()
            _install_packages(name)
            for part in SETS[: SETS.index(name) + 1]:
                _write(_stamp(part), _fingerprint(part, version))
            return True
    except OSError as error:
        raise Refusal(_explain(error))


def make_keys() -> None:
    """Writes the keys that the environment doesn't bring into `var/` once, readable by their owner alone."""
    _make_key("SECRET_KEY", "secret_key", 50)
    # Any 32 bytes are a key of the curve that pushes are signed with.
    _make_key("VAPID_PRIVATE_KEY", "vapid_key", 32)


def _make_key(variable: str, name: str, size: int) -> None:
    folder = os.environ.get("VAR_DIR") or os.path.join(BASE_DIR, "var")
    path = os.path.join(folder, name)
    if os.environ.get(variable) or os.path.exists(path):
        return
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        # Complete before it is seen: a second start must not read half a key.
        handle, unfinished = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(size))
        with contextlib.suppress(FileExistsError):
            os.link(unfinished, path)
        os.unlink(unfinished)
    except OSError as error:
        raise Refusal(_explain(error))


def _make_venv() -> str:
    missing = [module for module in ("venv", "ensurepip") if importlib.util.find_spec(module) is None]
    if missing:
        raise Refusal(
            "This Python (%s) can't make environments: its %s module is missing. "
            "On Debian and Ubuntu: apt-get install python3-venv" % (sys.executable, " and ".join(missing))
        )
    _say("Making an environment in .venv ...")
    shutil.rmtree(VENV, ignore_errors=True)
    python = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run([python, "-m", "venv", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode:
        raise Refusal("Making .venv failed:\n%s" % _tail(made.stdout))
    return _version_of(VENV_PYTHON)


def _install_packages(name: str) -> None:
    _say("Installing the locked packages (about a minute the first time) ...")
    command = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    # Bytecode is made of what is imported, when it is: nine seconds less before the first page.
    command += ["--no-compile"]
    # The lock names every package: there is nothing to resolve, and what is in one share asks nothing of another.
    command += ["--no-deps", "--require-hashes", "--requirement"]
    with tempfile.TemporaryDirectory() as folder:
        pips = []
        for number, share in enumerate(_shares(os.path.join(REQUIREMENTS, name + ".txt"), min(4, os.cpu_count() or 1))):
            part = os.path.join(folder, "%d.txt" % number)
            _write(part, "".join(share))
            with open(part + ".said", "wb") as said:
                pips.append(subprocess.Popen(command + [part], stdout=said, stderr=subprocess.STDOUT))
        failed = [number for number, pip in enumerate(pips) if pip.wait()]
        if not failed:
            return
        with open(os.path.join(folder, "%d.txt.said" % failed[0]), "rb") as said:
            output = said.read()
    text = output.decode("utf-8", "replace")
    if "No space left on device" in text:
        raise Refusal("The disk is full; the packages need about 700 MB in %s." % VENV)
    if any(sign in text for sign in NO_NETWORK):
        raise Refusal(
            "The packages couldn't be downloaded: the package index doesn't answer. Check the network (or pip's "
            "proxy and index settings) and run the same command again.\n%s" % _tail(output, 3)
        )
    raise Refusal("Installing the packages failed. What pip said:\n%s" % _tail(output))


def _shares(lock: str, count: int) -> "list[list[str]]":
    """The lock's entries dealt to `count` pips: pip is busy with one core, and the first page waits for it."""
    entries: "list[str]" = []
    with open(lock) as file:
        for line in file:
            if line[:1].isspace() and entries:
                entries[-1] += line
            elif line.strip() and not line.startswith("#"):
                entries.append(line)
    return [entries[number::count] for number in range(min(count, len(entries)))]


def _check_writable() -> None:
    if not os.access(BASE_DIR, os.W_OK):
        raise OSError(errno.EACCES, "not writable", BASE_DIR)


def _explain(error: OSError) -> str:
    where = error.filename or BASE_DIR
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "%s can't be written to. Rapport needs to write there; move it or change its owner." % where
    if error.errno == errno.ENOSPC:
        return "The disk that holds %s is full." % where
    return "%s: %s" % (where, error.strerror or error)


@contextlib.contextmanager
def _alone() -> "Iterator[None]":
    """Two commands started at once make one environment."""
    try:
        import fcntl
    except ImportError:
        raise Refusal("Rapport runs on Linux and macOS; on Windows use WSL.")
    handle = os.open(BASE_DIR, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _version_of(python: str) -> str:
    """The version of an environment's Python; empty when it doesn't run, as after an upgrade of the system."""
    code = "import sys, pip; print('.'.join(map(str, sys.version_info[:2])))"
    if not os.path.exists(python):
        return ""
    probe = subprocess.run([python, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return probe.stdout.decode().strip()


def _fingerprint(name: str, version: str) -> str:
    with open(os.path.join(REQUIREMENTS, name + ".txt"), "rb") as file:
        return "%s %s" % (hashlib.sha256(file.read()).hexdigest(), version)


def _stamp(name: str) -> str:
    return os.path.join(VENV, "rapport-" + name)


def _read(path: str) -> str:
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def _tail(output: bytes, lines: int = 15) -> str:
    return "\n".join(output.decode("utf-8", "replace").strip().splitlines()[-lines:])


def _say(text: str) -> None:
    print(text, flush=True)
