"""A candidate's own applications; and those for one job, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.applications.models import Application, ApplicationAnswer
from apps.chat.conversations.models import Conversation
from apps.errors import NotFound
from apps.matching.models import Job, ScreeningQuestion
from apps.matching.screening.models import QuestionKind

STATE = Application.State


def applications_of(candidate: User) -> QuerySet[Application]:
    """One's own, the newest first."""
    return (
        Application.objects.filter(candidate=candidate)
        .select_related("job__company", "conversation__company")
        .prefetch_related("answers__question")
    )


def application_of(candidate: User, job: Job) -> Application | None:
    return Application.objects.filter(candidate=candidate, job=job).first()


def visible_applications(person: User) -> QuerySet[Application]:
    """A candidate's own; for a recruiter those for the company's jobs, whoever answers them."""
    if person.is_candidate:
        return applications_of(person)
    jobs = Job.objects.managed_by(person)
    return (
        Application.objects.filter(job__in=jobs.values("pk"))
        .select_related("job__company", "conversation__company", "candidate")
        .prefetch_related("answers__question")
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One station of an application, as its candidate reads it; `at` is None where it hasn't come to it."""

    words: str
    at: datetime | None
    is_now: bool = False


def steps_of(application: Application) -> list[Step]:
    """Sent, seen, in conversation, interview, decided; what was skipped on the way to a decision is left out."""
    state = application.state
    decided = application.get_state_display() if application.is_decided else _("Decided")
    stations = [
        (str(STATE.SENT.label), application.sent_at, STATE.SENT),
        (str(STATE.SEEN.label), application.seen_at, STATE.SEEN),
        (str(STATE.TALKING.label), application.talking_at, STATE.TALKING),
        (str(STATE.INTERVIEW.label), application.interview_at, STATE.INTERVIEW),
        (decided, application.decided_at, state if application.is_decided else None),
    ]
    steps = [Step(words, at, is_now=of == state) for words, at, of in stations]
    return [step for step in steps if step.at is not None or step.is_now or not application.is_decided]


Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A question over all who applied: `versions` are all that it ever was, the newest first."""

    question: ScreeningQuestion
    versions: Sequence[ScreeningQuestion]

    @property
    def key(self) -> str:
        return f"q{self.question.pk}"

    @property
    def is_tapped(self) -> bool:
        return bool(self.question.choices)

    def cell(self, application: Application) -> str:
        ids = {version.pk for version in self.versions}
        return next((answer.words for answer in application.answers.all() if answer.question_id in ids), "")


def columns_of(job: Job) -> list[Column]:
    """The questions that the job asks now, each with its earlier versions."""
    versions = list(ScreeningQuestion.objects.filter(job=job).order_by("-version"))
    current = sorted((one for one in versions if one.retired_at is None), key=lambda one: (one.position, one.pk))
    return [Column(one, [other for other in versions if other.lineage == one.lineage]) for one in current]


def applicants(viewer: User, job_id: int) -> tuple[Job, QuerySet[Application]]:
    """The job of the viewer's company and who applied for it; raises NotFound for everybody else's."""
    job = Job.objects.managed_by(viewer).filter(pk=job_id).first()
    if job is None:
        raise NotFound
    found = Application.objects.filter(job=job).select_related("candidate", "conversation")
    return job, found.prefetch_related("answers__question")


def narrowed(applications: QuerySet[Application], columns: Sequence[Column], given: Given) -> QuerySet[Application]:
    """To a `state`, and by `q{id}` to those who tapped this choice; by `q{id}_from` and `q{id}_to` to numbers or dates
    between. What can't be read narrows nothing."""
    if given.get("state") in STATE.values:
        applications = applications.filter(state=given["state"])
    for column in columns:
        for wanted in _wanted(column, given):
            answers = ApplicationAnswer.objects.filter(wanted, question__in=[one.pk for one in column.versions])
            applications = applications.filter(pk__in=answers.values("application"))
    return applications


def _wanted(column: Column, given: Given) -> list[Q]:
    if column.is_tapped:
        return _tapped(column, given.get(column.key, ""))
    found = []
    for end, test in (("from", "gte"), ("to", "lte")):
        value = given.get(f"{column.key}_{end}", "")
        if column.question.kind == QuestionKind.NUMBER and value.isascii() and value.isdecimal() and len(value) < 10:
            found.append(Q(**{f"number__{test}": int(value)}))
        elif column.question.kind == QuestionKind.DATE and (day := _day(value)):
            found.append(Q(**{f"day__{test}": day}))
    return found


def _tapped(column: Column, value: str) -> list[Q]:
    """The same words in whichever version they were tapped."""
    words = dict(column.question.choices).get(value)
    if words is None:
        return []
    same = Q(pk__in=[])
    for version in column.versions:
        for place, label in version.choices:
            if label == words:
                same |= Q(question=version.pk, number=int(place))
    return [same]


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


SORTS = {"newest": ("-sent_at", "-pk"), "oldest": ("sent_at", "pk"), "name": ("candidate__name", "pk")}


def ordered(applications: QuerySet[Application], columns: Sequence[Column], sort: str) -> QuerySet[Application]:
    """By time, name or one question's answer (`q{id}`, `-q{id}`); the newest first where it says nothing known."""
    column = next((one for one in columns if one.key == sort.removeprefix("-")), None)
    if column is None:
        return applications.order_by(*SORTS.get(sort, SORTS["newest"]))
    answers = ApplicationAnswer.objects.filter(
        application=OuterRef("pk"), question__in=[one.pk for one in column.versions]
    )
    value: Any = "day" if column.question.kind == QuestionKind.DATE else "number"
    by_answer = applications.annotate(answer=Subquery(answers.values(value)[:1]))
    return by_answer.order_by("-answer" if sort.startswith("-") else "answer", "-sent_at", "-pk")


def conversations_of(viewer: User, applications: Sequence[Application]) -> set[int]:
    """In which of their conversations the viewer takes part."""
    ids = [application.conversation_id for application in applications]
    return set(Conversation.objects.for_user(viewer).filter(pk__in=ids).values_list("pk", flat=True))
