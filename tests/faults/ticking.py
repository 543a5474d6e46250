"""The Celery application with one more periodic job, whose turns can be counted: `celery -A tests.faults.ticking`."""

from datetime import datetime

import django
from celery import signals

from config.celery import app

django.setup()

from django.db import connection  # noqa: E402  needs the apps loaded

from apps.events.schedule import periodic  # noqa: E402

__all__ = ["app"]

JOB = "tests.tick"
EVERY_SECONDS = 2
TABLES = "CREATE TABLE woken (backend int DEFAULT pg_backend_pid()); CREATE TABLE ticks (slot bigint)"


@periodic(JOB, every_seconds=EVERY_SECONDS)
def tick(now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO ticks VALUES (%s)", [int(now.timestamp()) // EVERY_SECONDS])


@signals.task_prerun.connect
def note_waking(task: object = None, **_kwargs: object) -> None:
    if getattr(task, "name", "") == JOB:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO woken DEFAULT VALUES")
