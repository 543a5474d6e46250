"""Every task may be delivered again and again, by many workers at once and after workers that died at any of their
writes: what it does is done once."""

import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

import tests.faults.education_chores
import tests.faults.feedback_chores
import tests.faults.more_chores  # noqa: F401  they register their chores
from apps.accounts.models import User
from apps.events import schedule
from apps.events.models import Slot
from apps.feedback.triage.services import LEASE
from config.celery import app
from tests.faults.chores import CHORES, Chore, Hands
from tests.notifications.conftest import awake, kind  # noqa: F401
from tests.notifications.imap import Mailbox, serve

DELIVERIES = 20
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _files_go_nowhere(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    box = Mailbox()
    server = serve(box)
    settings.INBOUND_MAIL_URL = box.url
    yield box
    server.shutdown()
    server.server_close()


@pytest.fixture
def hands(ana: User, ben: User, kind, mailbox: Mailbox) -> Hands:  # noqa: F811
    """Of people who are never quiet, so that the hour of the run doesn't matter."""
    return Hands(ana=awake(ana), ben=awake(ben), kind=kind, mailbox=mailbox)


def deliver(task: str, arguments: list[Any]) -> None:
    app.tasks[task](*arguments)


def deliver_at_once(task: str, arguments: list[Any]) -> None:
    gate = threading.Barrier(DELIVERIES)

    def work(_number: int) -> None:
        try:
            gate.wait(60)
            deliver(task, arguments)
        finally:
            connection.close()

    with ThreadPoolExecutor(DELIVERIES) as workers:
        list(workers.map(work, range(DELIVERIES)))


class Killed(BaseException):
    """No handler may catch it, as none survives a kill."""


@contextmanager
def killed_after(writes: int) -> Iterator[None]:
    left = itertools.count(writes - 1, -1)

    def execute(run: Any, statement: str, parameters: Any, many: bool, context: Any) -> Any:
        result = run(statement, parameters, many, context)
        if statement.lstrip().upper().startswith(WRITES) and next(left) == 0:
            raise Killed
        return result

    with connection.execute_wrapper(execute):
        yield


def test_every_task_has_a_chore_here():
    app.loader.import_default_modules()
    assert {name for name in app.tasks if not name.startswith(("celery.", "tests."))} == CHORES.keys()


@pytest.mark.postgres
@pytest.mark.timeout(600)
@pytest.mark.parametrize("task", CHORES)
def test_delivered_twenty_times_at_once_it_is_done_once(hands: Hands, task: str, monkeypatch: pytest.MonkeyPatch):
    """Not even the claim of its turn may be needed for that: a slow run meets the next one's."""
    monkeypatch.setattr(schedule, "claim_slot", lambda **turn: True)
    chore: Chore = CHORES[task]
    arguments, look = chore.arrange(hands)
    assert look() != chore.done or task == "notifications.send_mail"
    deliver_at_once(task, arguments)
    assert look() == chore.done
    deliver_at_once(task, arguments)
    assert look() == chore.done


@pytest.mark.timeout(600)
@pytest.mark.parametrize("task", CHORES)
def test_after_workers_died_at_each_of_its_writes_it_is_done_once(hands: Hands, task: str):
    chore: Chore = CHORES[task]
    # What is done once a day isn't done twice because the minutes between the deaths cross midnight.
    noon = (timezone.now() + timedelta(days=1)).replace(hour=12, minute=0)
    with time_machine.travel(noon, tick=True):
        arguments, look = chore.arrange(hands)
    for writes in itertools.count(1):
        assert writes < 200, "it never gets done"
        Slot.objects.all().delete()  # its next turn has come
        with time_machine.travel(noon + 2 * writes * LEASE, tick=True), killed_after(writes):
            try:
                deliver(task, arguments)
                break
            except Killed:
                connection.close()
    assert look() == chore.done
