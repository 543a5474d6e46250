from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from apps.rooms import import_from_rooms


class EventsConfig(AppConfig):
    name = "apps.events"
    label = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        import_from_rooms("events", "handlers", "socket", "kinds", "badges", "tasks")
        post_migrate.connect(install_schedule, sender=self)


def install_schedule(**kwargs: Any) -> None:
    """Adds jobs that the schedule doesn't know yet; what an operator changed stays as it is."""
    from django_celery_beat.models import IntervalSchedule, PeriodicTask  # noqa: PLC0415  models load after apps

    from apps.events.schedule import JOBS  # noqa: PLC0415

    if PeriodicTask._meta.db_table not in connection.introspection.table_names():
        return
    for job in JOBS.values():
        interval, _created = IntervalSchedule.objects.get_or_create(
            every=job.every_seconds, period=IntervalSchedule.SECONDS
        )
        PeriodicTask.objects.get_or_create(name=job.name, defaults={"task": job.name, "interval": interval})
