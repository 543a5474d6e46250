"""The embedded database's one write lock goes round: who writes all the time keeps nobody waiting."""

import threading
import time

import pytest
from django.db import close_old_connections, connection, connections, transaction

from apps.accounts.models import Company
from apps.realtime import presence
from config.benchmark.installation import wait_until
from config.sqlite.turns import Turns


class Greedy:
    """A thread that writes one transaction after the other; `count` is how many it has begun."""

    def __init__(self) -> None:
        self.count = 0
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Greedy":
        self._thread.start()
        wait_until(lambda: self.count > 2, seconds=20, what="it writes")
        return self

    def __exit__(self, *exc: object) -> None:
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            with transaction.atomic():
                self.count += 1
                Company.objects.update(name=f"Company {self.count}")
                time.sleep(0.01)
        connections.close_all()


def in_a_transaction() -> None:
    with transaction.atomic():
        Company.objects.create(name="Harbour Labs")


@pytest.mark.sqlite
@pytest.mark.parametrize("write", ["in_a_transaction", "alone"])
def test_who_asks_for_the_lock_gets_it_next(transactional_db, write, ana):
    with Greedy() as greedy:
        waited = []
        for _ in range(10):
            before = greedy.count
            if write == "alone":
                presence.leave([ana.pk])
            else:
                in_a_transaction()
            waited.append(greedy.count - before)
    # The one that was under way, and one more that began while the count was read.
    assert max(waited) <= 2, waited


@pytest.mark.sqlite
def test_a_failed_transaction_hands_the_lock_on(transactional_db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Company.objects.create(name=str(1 / 0))
    with Greedy():
        in_a_transaction()
    with transaction.atomic():
        Company.objects.create(name="left open")
        connection.close()
    with Greedy():
        pass


def test_turns_come_in_the_order_in_which_they_were_asked_for():
    turns, order = Turns(), []
    assert turns.take(seconds=1)

    def ask(number: int) -> None:
        assert turns.take(seconds=20)
        order.append(number)
        turns.end()

    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=ask, args=(number,)))
        threads[-1].start()
        wait_until(lambda number=number: len(turns._waiting) == number + 1, seconds=20, what="it waits")
    turns.end()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_who_waits_in_vain_leaves_the_queue():
    turns = Turns()
    assert turns.take(seconds=1)
    assert not turns.take(seconds=0.01)
    turns.end()
    assert turns.take(seconds=1)


@pytest.mark.sqlite
def test_a_thread_keeps_its_connection_and_gives_up_one_that_was_left_in_the_middle(transactional_db):
    Company.objects.create(name="Harbour Labs")
    kept = connection.connection
    close_old_connections()  # as after each request and each task
    assert Company.objects.count() == 1
    assert connection.connection is kept
    with transaction.atomic():
        Company.objects.create(name="Elsewhere Ltd")
        connection.close()
    assert Company.objects.count() == 1
    assert connection.connection is not kept
    with transaction.atomic():  # and it is everybody's turn again
        Company.objects.update(name="Harbour")
