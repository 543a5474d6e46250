from apps.matching.importing.models import ImportRun
from apps.matching.jobs.models import Job


def jobs_nobody_answers(run: ImportRun) -> int:
    """How many of the jobs that this run has just brought in nobody here could be written to about."""
    ids = [row.id for row in run.brought]
    return Job.objects.filter(pk__in=ids).exclude(pk__in=Job.objects.answered().values("pk")).count()
