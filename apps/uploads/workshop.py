"""A process that stands ready to read files of strangers. A program of its own, started by `sandbox`.

For each piece of work it forks a child, which takes limits upon itself, does the work, answers and ends: a file that
breaks its reader, or never ends, costs that child alone. It ends by itself with the process that started it.
"""

import contextlib
import gc
import importlib
import json
import logging
import os
import pickle
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from apps.uploads.limits import Work

LIBRARIES = (
    "PIL.Image",
    "PIL.ImageOps",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.WebPImagePlugin",
    "pillow_heif",
)
DOCUMENT_LIBRARIES = ("pypdf", "pypdfium2", "docx", "docx.table")


def main(control: socket.socket) -> None:
    """Each message on `control` brings the socket on which one piece of work is asked for and answered."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _load()
    while True:
        message, sockets, _flags, _address = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            with contextlib.suppress(BaseException):
                _work(socket.socket(fileno=sockets[0]))
            os._exit(0)
        for number in sockets:
            os.close(number)


def _load() -> None:
    """Once, so that no child has to."""
    import django  # noqa: PLC0415  `work` imports this module for its limits

    django.setup(set_prefix=False)
    for name in (*LIBRARIES, *DOCUMENT_LIBRARIES):
        importlib.import_module(name)
    logging.disable(logging.CRITICAL)
    gc.freeze()


def _work(asked: socket.socket) -> None:
    with asked.makefile("rb") as questions:
        module, name, limits, arguments = pickle.load(questions)
    function = getattr(importlib.import_module(module), name)
    _take_limits(limits)
    try:
        value, files = function(*arguments)
    except MemoryError:
        return
    head = json.dumps({"value": value, "sizes": [len(file) for file in files]}).encode()
    asked.sendall(len(head).to_bytes(4, "big") + head)
    for file in files:
        asked.sendall(file)


def _take_limits(limits: Work) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_bytes, limits.file_bytes))
    with contextlib.suppress(OSError):  # only Linux says how much there is already
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)


def start(arguments: list[str]) -> Any:
    with socket.socket(fileno=int(arguments[1])) as control:
        main(control)


if __name__ == "__main__":
    start(sys.argv)
