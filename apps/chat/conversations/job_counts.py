"""What chat adds to a recruiter's list of jobs."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.matching.jobs.counts import JobCount, register_job_count


def _by_job(conversations: QuerySet[Conversation]) -> dict[int, int]:
    rows = conversations.order_by().values("job").annotate(count=Count("pk")).values_list("job", "count")
    return {job: count for job, count in rows if job is not None}


def conversations(job_ids: Sequence[int], viewer: User) -> dict[int, int]:
    """How many conversations the company has about each job."""
    return _by_job(Conversation.objects.filter(job__in=job_ids, company=viewer.company_id))


def waiting(job_ids: Sequence[int], viewer: User) -> dict[int, int]:
    """In how many of them it is the company's turn."""
    ours = Conversation.objects.filter(job__in=job_ids, company=viewer.company_id)
    return _by_job(ours.filter(waiting_for__company=viewer.company_id))


register_job_count(
    JobCount(
        wording=lambda count: ngettext("%(count)d conversation", "%(count)d conversations", count) % {"count": count},
        count=conversations,
    )
)
register_job_count(
    JobCount(
        wording=lambda count: ngettext("%(count)d waits for you", "%(count)d wait for you", count) % {"count": count},
        count=waiting,
        icon="clock",
    )
)
