"""The Celery application. Tasks are `shared_task`s in the apps' `tasks.py`; the schedule is editable in the admin."""

import os
from typing import Any

from celery import Celery, Task
from celery.signals import task_postrun, task_prerun, worker_init
from django.conf import settings
from django.db import close_old_connections, connections

from apps.events.registry import prepare_all

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("rapport", task_cls="config.tasks:WakeUp")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def prepare_worker(**_arguments: Any) -> None:
    """Before a worker takes its first task, and once for all processes that it forks: nobody waits for it then. The
    embedded product does so once it serves."""
    if not settings.EMBEDDED:
        prepare_all()
    # Celery closes the descriptors of the connections that it finds open when a pool starts, also where nothing was
    # forked. Closed once more with their connection, they would be somebody else's by then.
    connections.close_all()


@task_prerun.connect
@task_postrun.connect
def give_back_connections(sender: Task, **_arguments: Any) -> None:
    """As Django does around a request: the connection returns to the pool, which looks at it when it leaves again."""
    if not sender.request.is_eager:
        close_old_connections()
