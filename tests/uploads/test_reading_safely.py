"""What reads a stranger's file may loop, sleep, swell or die: it does so alone, and the next file is read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from apps.uploads.errors import WorkFailed
from apps.uploads.limits import Work
from apps.uploads.sandbox import _workshop, read_safely
from tests.uploads import readers

LITTLE = Work(cpu_seconds=1, seconds=2, memory=64 * 1024 * 1024)


def test_the_answer_and_its_files_come_back_whole() -> None:
    data = os.urandom(3_000_000)
    assert read_safely(readers.give_files_back, data, limits=LITTLE) == ({"length": len(data)}, [data, b"", data[:3]])


def test_each_file_is_read_by_a_process_of_its_own() -> None:
    pids = [read_safely(readers.tell_its_process, b"", limits=LITTLE)[0] for _ in range(3)]
    assert len({*pids, os.getpid()}) == 4


def test_the_child_knows_no_secret() -> None:
    told = read_safely(readers.tell_its_settings, b"", limits=LITTLE)[0]
    assert settings.SECRET_KEY not in told
    assert not any("postgres" in value or "redis:" in value for value in told)


@pytest.mark.parametrize(
    "reader",
    [
        readers.compute_for_ever,
        readers.wait_for_ever,
        readers.fill_the_memory,
        readers.die,
        readers.raise_something,
    ],
)
def test_a_reader_that_misbehaves_ends_alone(reader: Callable[..., readers.Answer]) -> None:
    with pytest.raises(WorkFailed):
        read_safely(reader, b"", limits=LITTLE)
    assert read_safely(readers.give_files_back, b"abc", limits=LITTLE)[0] == {"length": 3}


def test_a_reader_writes_no_files(tmp_path: Path) -> None:
    place = tmp_path / "left behind"
    with pytest.raises(WorkFailed):
        read_safely(readers.write_a_file, str(place).encode(), limits=LITTLE)
    assert not place.exists() or not place.read_text()


def test_the_workshop_is_opened_again_when_it_was_killed() -> None:
    read_safely(readers.tell_its_process, b"", limits=LITTLE)
    process = _workshop._process
    assert process is not None
    process.kill()
    process.wait()
    assert read_safely(readers.give_files_back, b"abc", limits=LITTLE)[0] == {"length": 3}
