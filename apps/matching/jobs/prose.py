from apps.matching.jobs.models import Job
from apps.matching.profile.prose import paragraphs


def meaning_of_job(job: Job) -> str:
    """What the work is. Skills, place and pay are left out: ranking looks at them by themselves."""
    return paragraphs([job.title, job.responsibilities, job.requirements, job.description])
