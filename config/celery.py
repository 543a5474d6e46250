"""The Celery application. Tasks are `shared_task`s in the apps' `tasks.py`; the schedule is editable in the admin."""

import os

from celery import Celery

from config import broker

__all__ = ["app", "broker"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("rapport", task_cls="config.tasks:WakeUp")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
