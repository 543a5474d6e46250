from django_celery_beat.models import IntervalSchedule, PeriodicTask

from apps.content import content
from apps.events.schedule import JOBS

RETIRED = ("chat.remind",)
"""Jobs of earlier versions. Only these are taken out: what somebody else put into the schedule is theirs."""


@content
def install_schedule() -> None:
    """Adds jobs that the schedule doesn't know yet, and takes out those that were retired; what an operator changed
    stays as it is."""
    PeriodicTask.objects.filter(name__in=RETIRED).delete()
    for job in JOBS.values():
        interval, _created = IntervalSchedule.objects.get_or_create(
            every=job.every_seconds, period=IntervalSchedule.SECONDS
        )
        PeriodicTask.objects.get_or_create(name=job.name, defaults={"task": job.name, "interval": interval})
