"""Readers that misbehave, for the child process to run."""

import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings

Answer = tuple[Any, list[bytes]]


def tell_its_process(_data: bytes) -> Answer:
    return os.getpid(), []


def tell_its_settings(_data: bytes) -> Answer:
    return [settings.SECRET_KEY, str(settings.DATABASES["default"]), *os.environ.values()], []


def give_files_back(data: bytes) -> Answer:
    return {"length": len(data)}, [data, b"", data[:3]]


def compute_for_ever(_data: bytes) -> Answer:
    while True:
        pass


def wait_for_ever(_data: bytes) -> Answer:
    time.sleep(3600)
    return None, []


def fill_the_memory(_data: bytes) -> Answer:
    whole = [b"x" * 10_000_000 for _ in range(1000)]
    return len(whole), []


def die(_data: bytes) -> Answer:
    os.abort()


def raise_something(_data: bytes) -> Answer:
    raise RuntimeError


def write_a_file(data: bytes) -> Answer:
    Path(data.decode()).write_text("I was here")
    return None, []
