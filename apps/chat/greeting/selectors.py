"""Whom one may greet, and about which job: the one rule of the form and of the service behind it."""

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.errors import NotFound
from apps.matching.models import Job, Resume
from apps.matching.resumes.reading import must_be_named_to


def conversation_about(person: User, *, job: Job, candidate: User) -> Conversation | None:
    """The one that this person takes part in already."""
    mine = Conversation.objects.for_user(person).filter(kind=Conversation.Kind.JOB)
    return mine.filter(job=job, candidate=candidate).first()


def may_greet(recruiter: User, *, job: Job, candidate: User) -> bool:
    """Whose résumé one may see, and with whom one talks about this very job."""
    if conversation_about(recruiter, job=job, candidate=candidate) is not None:
        return True
    return _sees(recruiter, candidate)


def knows(recruiter: User, *, candidate: User) -> bool:
    """Whose name is no news to them: they see the résumé, or talk about whatever job."""
    if Conversation.objects.for_user(recruiter).filter(candidate=candidate).exists():
        return True
    return _sees(recruiter, candidate)


def jobs_to_greet_about(recruiter: User, *, candidate_id: int) -> tuple[User, QuerySet[Job]]:
    """The candidate, and the recruiter's jobs about which they may be greeted. Raises NotFound where there is none."""
    candidate = User.objects.filter(pk=candidate_id, is_active=True).first()
    jobs = Job.objects.managed_by(recruiter).listed().order_by("title")
    if candidate is None:
        raise NotFound
    if not _sees(recruiter, candidate):
        mine = Conversation.objects.for_user(recruiter).filter(kind=Conversation.Kind.JOB, candidate=candidate)
        jobs = jobs.filter(pk__in=mine.values("job"))
        if not jobs.exists():
            raise NotFound
    return candidate, jobs


def _sees(recruiter: User, candidate: User) -> bool:
    """Whether they may see the résumé. Raises NotVouchedFor where it shows to them without its name only."""
    if not Resume.objects.visible_to(recruiter).filter(owner=candidate).exists():
        return False
    must_be_named_to(recruiter, candidate)
    return True
