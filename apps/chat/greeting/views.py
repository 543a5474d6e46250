"""The first message: suggested, editable, sent once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apps.accounts.models import Role, User
from apps.accounts.people.access import person_of
from apps.chat.greeting import services
from apps.chat.greeting.first_message import named_in
from apps.chat.greeting.forms import GreetForm
from apps.chat.greeting.selectors import conversation_about, jobs_to_greet_about, knows, may_greet
from apps.errors import DomainError, NotFound
from apps.matching.models import Job, Resume
from apps.matching.suggestions.selectors import suggest_first_message

MAX_QUESTION = 300


@dataclass(frozen=True, slots=True)
class Greeting:
    """A first message in the making. `suggestion` is what it says before its sender changes it."""

    sender: User
    job: Job
    candidate: User
    resume: Resume | None
    question: str
    suggestion: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def greet(request: HttpRequest) -> HttpResponse:
    """A fragment for a sheet, or a page of its own where no script runs. `job` and, for recruiters, `candidate`;
    `question` is what the suggested text asks."""
    me = person_of(request)
    if me.is_recruiter and not request.GET.get("job"):
        return _choose_job(request, me)
    job, candidate = _about(request, me)
    question = request.GET.get("question", "").strip()[:MAX_QUESTION]
    if request.method != "POST":
        conversation = conversation_about(me, job=job, candidate=candidate)
        if conversation is not None:
            known = {"job": job, "conversation": conversation, "question": question}
            return _shown(request, "chat/_greet_known.html", known)
        if me.is_recruiter and not may_greet(me, job=job, candidate=candidate):
            raise NotFound
    elif me.is_recruiter and not knows(me, candidate=candidate):
        raise NotFound
    resume = _resume(me, candidate)
    greeting = Greeting(
        sender=me,
        job=job,
        candidate=candidate,
        resume=resume,
        question=question,
        suggestion=suggest_first_message(sender=me, job=job, resume=resume, question=question),
    )
    return _send(request, greeting) if request.method == "POST" else _write(request, greeting)


def _choose_job(request: HttpRequest, me: User) -> HttpResponse:
    candidate, jobs = jobs_to_greet_about(me, candidate_id=_id(request.GET.get("candidate", "")))
    return _shown(request, "chat/_greet_choose.html", {"candidate": candidate, "jobs": jobs})


def _write(request: HttpRequest, greeting: Greeting) -> HttpResponse:
    return _form(request, greeting, GreetForm(initial={"body": greeting.suggestion}))


def _send(request: HttpRequest, greeting: Greeting) -> HttpResponse:
    """Whatever refuses it, also that there is nobody to write to any more, leaves the text to be kept or changed."""
    form = GreetForm(request.POST)
    if not form.is_valid():
        return _form(request, greeting, form, status=422)
    body = form.cleaned_data["body"]
    try:
        conversation = services.greet(
            sender=greeting.sender,
            job=greeting.job,
            candidate=greeting.candidate,
            body=body,
            client_id=form.cleaned_data["client_id"],
            origin="suggested" if body.strip() == greeting.suggestion.strip() else "typed",
        )
    except DomainError as refusal:
        return _form(request, greeting, form, error=refusal, status=422)
    return _gone_to(request, reverse("chat:conversation", args=[conversation.pk]))


def _form(
    request: HttpRequest,
    greeting: Greeting,
    form: GreetForm,
    *,
    error: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    to_company = greeting.job.posted_by or greeting.job.company
    context = {
        "form": form,
        "error": error,
        "job": greeting.job,
        "candidate": greeting.candidate,
        "to": greeting.candidate if greeting.candidate != greeting.sender else to_company,
        "question": greeting.question,
        "named": named_in(greeting.suggestion, greeting.job, greeting.resume, greeting.sender),
    }
    return _shown(request, "chat/_greet.html", context, status=status)


def _about(request: HttpRequest, me: User) -> tuple[Job, User]:
    """The job and the candidate. Whether they may be greeted is asked later."""
    jobs = Job.objects.visible_to(me).select_related("company", "posted_by")
    job = jobs.filter(pk=_id(request.GET.get("job", ""))).first()
    if job is None or (me.is_recruiter and job.company_id != me.company_id):
        raise NotFound
    if me.is_candidate:
        return job, me
    if not me.is_recruiter:
        raise NotFound
    candidate = User.objects.filter(pk=_id(request.GET.get("candidate", "")), role=Role.CANDIDATE).first()
    if candidate is None or not candidate.is_active:
        raise NotFound
    return job, candidate


def _resume(me: User, candidate: User) -> Resume | None:
    if me == candidate:
        return Resume.objects.filter(owner=me).first()
    return Resume.objects.visible_to(me).filter(owner=candidate).first()


def _id(value: str) -> int:
    """A number from the address; raises NotFound for anything else."""
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise NotFound
    return int(value)


def _shown(request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    if "HX-Request" in request.headers:
        return render(request, template, context, status=status)
    return render(request, "chat/greet.html", {**context, "fragment": template}, status=status)


def _gone_to(request: HttpRequest, url: str) -> HttpResponse:
    if "HX-Request" not in request.headers:
        return redirect(url)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response
