"""A first message in the making: for whom, about which job, and what it may say before its sender changes it."""

from dataclasses import dataclass, replace

from apps.accounts.models import Role, User
from apps.chat.conversations.facts import Fact
from apps.chat.greeting.features import FIRST_MESSAGES
from apps.chat.greeting.first_message import named_in
from apps.errors import NotFound
from apps.experiments.services import feature_is_on
from apps.matching.models import Job, Resume
from apps.matching.suggestions.selectors import suggest_first_message

MAX_QUESTION = 300
MOST_VARIANTS = 1000
MOST_TRIED = 5


@dataclass(frozen=True, slots=True)
class Greeting:
    """`suggestion` is what it says before its sender changes it; `variant` counts the texts that were offered before
    it; `question` is what it asks."""

    sender: User
    job: Job
    candidate: User
    resume: Resume | None
    question: str
    variant: int
    suggestion: str

    def another(self) -> "Greeting":
        """With the next text that reads differently."""
        greeting = self
        for number in range(1, MOST_TRIED + 1):
            variant = self.variant + number
            suggestion = _suggested(self.sender, self.job, self.resume, self.question, variant)
            greeting = replace(self, variant=variant, suggestion=suggestion)
            if suggestion != self.suggestion:
                break
        return greeting

    def named(self) -> list[Fact]:
        """What the suggestion says of the job and of the résumé."""
        return named_in(self.suggestion, self.job, self.resume, self.sender)


def sides_of(me: User, *, job_id: int, candidate_id: int | None) -> tuple[Job, User]:
    """The job and the candidate; a candidate is it themselves. Whether they may be greeted is asked later. Raises
    NotFound for what this person doesn't see."""
    job = Job.objects.visible_to(me).select_related("company", "posted_by").filter(pk=job_id).first()
    if job is None or (me.is_recruiter and job.company_id != me.company_id):
        raise NotFound
    if me.is_candidate:
        return job, me
    if not me.is_recruiter:
        raise NotFound
    candidate = User.objects.filter(pk=candidate_id or 0, role=Role.CANDIDATE, is_active=True).first()
    if candidate is None:
        raise NotFound
    return job, candidate


def draft(me: User, job: Job, candidate: User, *, question: str, variant: int) -> Greeting:
    resume = _resume(me, candidate)
    variant, question = min(variant, MOST_VARIANTS), question.strip()[:MAX_QUESTION]
    suggestion = _suggested(me, job, resume, question, variant)
    return Greeting(me, job, candidate, resume, question, variant, suggestion)


def _resume(me: User, candidate: User) -> Resume | None:
    if me == candidate:
        return Resume.objects.filter(owner=me).first()
    return Resume.objects.visible_to(me).filter(owner=candidate).first()


def _suggested(me: User, job: Job, resume: Resume | None, question: str, variant: int) -> str:
    """Who goes without begins with an empty box, or with the question that they tapped."""
    if not feature_is_on(FIRST_MESSAGES, me):
        return question
    return suggest_first_message(sender=me, job=job, resume=resume, question=question, variant=variant)
