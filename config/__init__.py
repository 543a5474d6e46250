"""The project: settings, routes, the composition of the apps. Nothing in `apps` imports it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
