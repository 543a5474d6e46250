from django.db.models import F
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from apps.content import content
from apps.events.schedule import JOBS


@content
def install_schedule() -> None:
    """Adds jobs that the schedule doesn't know yet, and takes out those that this version no longer has; what an
    operator changed stays as it is."""
    gone = PeriodicTask.objects.filter(name=F("task")).exclude(name__in=JOBS)
    gone.exclude(name__startswith="celery.").delete()
    for job in JOBS.values():
        interval, _created = IntervalSchedule.objects.get_or_create(
            every=job.every_seconds, period=IntervalSchedule.SECONDS
        )
        PeriodicTask.objects.get_or_create(name=job.name, defaults={"task": job.name, "interval": interval})
