"""Periodic jobs: declared beside the task that they run, installed into the editable schedule by `migrate`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from celery import shared_task
from django.utils import timezone
from django.utils.functional import Promise

from apps.events.services import claim_slot


@dataclass(frozen=True)
class Job:
    """`title` says to operators what it does; "" where they never meet it."""

    name: str
    every_seconds: int
    title: str | Promise = ""


JOBS: dict[str, Job] = {}


def periodic(
    name: str, *, every_seconds: int, title: str | Promise = ""
) -> Callable[[Callable[[datetime], None]], Callable[..., None]]:
    """Makes a function of `now` a task that runs once in each period, whoever and however often it is called."""

    def register(function: Callable[[datetime], None]) -> Callable[..., None]:
        JOBS[name] = Job(name=name, every_seconds=every_seconds, title=title)

        @shared_task(name=name)
        @wraps(function)
        def run() -> None:
            now = timezone.now()
            if claim_slot(job=name, period_seconds=every_seconds, now=now):
                function(now)

        return run

    return register
