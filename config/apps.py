from django.apps import AppConfig

from config import celery

__all__ = ["ProjectConfig", "celery"]


class ProjectConfig(AppConfig):
    """First of the apps, so that the Celery application exists before anyone declares a task."""

    name = "config"
    label = "project"
