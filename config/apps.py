from django.apps import AppConfig

from config import celery
from config.console_links import link_only_what_opens

__all__ = ["ProjectConfig", "celery"]


class ProjectConfig(AppConfig):
    """First of the apps, so that the Celery application exists before anyone declares a task."""

    name = "config"
    label = "project"

    def ready(self) -> None:
        link_only_what_opens()
