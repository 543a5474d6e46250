"""The embedded database's connections are kept: a thread that begins takes over what another has left."""

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from apps.accounts.models import Company
from config.sqlite.idle import MOST, Idle, file_of


def in_a_thread(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def used_by_a_thread(*, inside: bool = False) -> object:
    """The connection that a thread opened, used and closed, where it shall be `inside` of a transaction."""
    used = []

    def work() -> None:
        with transaction.atomic():
            Company.objects.create(name="Harbour Labs")
            used.append(connection.connection)
            if inside:
                connection.close()
        connection.close()

    in_a_thread(work)
    return used[0]


@pytest.mark.sqlite
def test_what_a_thread_closes_the_next_one_uses(transactional_db):
    assert used_by_a_thread() is used_by_a_thread()
    assert Company.objects.count() == 2


@pytest.mark.sqlite
def test_one_that_was_left_inside_of_a_transaction_is_given_up_with_all_that_it_wrote(transactional_db):
    left = used_by_a_thread(inside=True)
    assert used_by_a_thread() is not left
    with pytest.raises(sqlite3.ProgrammingError):
        left.execute("SELECT 1")
    assert Company.objects.count() == 1


def opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, check_same_thread=False)


def test_only_so_many_are_kept_and_the_oldest_goes_first(tmp_path):
    path, idle = tmp_path / "some.sqlite3", Idle()
    connections = [opened(path) for _number in range(MOST + 1)]
    file = file_of(str(path))
    for one in connections:
        idle.give(file, one)
    with pytest.raises(sqlite3.ProgrammingError):
        connections[0].execute("SELECT 1")
    assert [idle.take(file) for _number in range(MOST + 1)] == [*reversed(connections[1:]), None]


def test_another_file_in_the_same_place_is_opened_anew(tmp_path):
    path, idle = tmp_path / "some.sqlite3", Idle()
    connection, new = opened(path), tmp_path / "new.sqlite3"
    idle.give(file_of(str(path)), connection)
    opened(new).close()
    os.replace(new, path)
    assert idle.take(file_of(str(path))) is None
    assert file_of(":memory:") is None
