"""Reading what strangers hand in, where it can hurt nobody: in a child process with limits, two at a time."""

import json
import os
import pickle
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.conf import ENVIRONMENT_VARIABLE, settings

from apps.errors import Overloaded
from apps.uploads.errors import WorkFailed
from apps.uploads.limits import AT_ONCE, PATIENCE_SECONDS, Work

Answer = tuple[Any, list[bytes]]
"""What a reader gives back: a value that JSON can carry, and files."""

_LONGEST_ANSWER = 32 * 1024 * 1024
_turns = threading.BoundedSemaphore(AT_ONCE)


class _Workshop:
    """The process that stands ready to do the work; begun with the first file, and anew when it has ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, theirs: socket.socket) -> None:
        """Hands over the socket on which the work is asked for and answered."""
        with self._lock:
            for is_last in (False, True):
                if self._control is None:
                    self._control = self._begin()
                try:
                    socket.send_fds(self._control, [b"w"], [theirs.fileno()])
                    return
                except OSError:
                    self._control.close()
                    self._control = None
                    if is_last:
                        raise

    def _begin(self) -> socket.socket:
        if self._process is not None:
            self._process.wait()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "apps.uploads.workshop", str(theirs.fileno())],
                cwd=settings.BASE_DIR,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        return ours


def _environment() -> dict[str, str]:
    """Nothing that is worth stealing: neither the key nor the addresses of database and Redis."""
    return {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        ENVIRONMENT_VARIABLE: os.environ[ENVIRONMENT_VARIABLE],
        "VAR_DIR": str(settings.VAR_DIR),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "LANG": "C.UTF-8",
    }


_workshop = _Workshop()


def read_safely(reader: Callable[..., Answer], *arguments: object, limits: Work) -> Answer:
    """`reader(*arguments)`, done by a child process within `limits`. The reader is a function of a module.

    Raises WorkFailed when it broke, or took more than it may, and Overloaded when its turn doesn't come in time.
    """
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise Overloaded(retry_after=5)
    try:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                _workshop.ask(theirs)
            # The workshop may just have been begun, and takes a moment to stand ready.
            ours.settimeout(limits.seconds + PATIENCE_SECONDS)
            ours.sendall(pickle.dumps((reader.__module__, reader.__qualname__, limits, arguments)))
            ours.shutdown(socket.SHUT_WR)
            return _answer_from(ours)
    except (OSError, ValueError) as error:
        raise WorkFailed from error
    finally:
        _turns.release()


def _answer_from(answers: socket.socket) -> Answer:
    parts: list[bytes] = []
    size = 0
    while part := answers.recv(1 << 16):
        parts.append(part)
        size += len(part)
        if size > _LONGEST_ANSWER:
            raise WorkFailed
    whole = b"".join(parts)
    place = 4 + int.from_bytes(whole[:4], "big")
    if not whole or len(whole) < place:
        raise WorkFailed
    head = json.loads(whole[4:place])
    files = []
    for length in head["sizes"]:
        files.append(whole[place : place + length])
        place += length
    if place != len(whole):
        raise WorkFailed
    return head["value"], files
