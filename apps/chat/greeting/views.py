"""The first message: suggested, editable, sent once."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.chat.greeting import services
from apps.chat.greeting.drafting import MAX_QUESTION, Greeting, draft, sides_of
from apps.chat.greeting.features import FIRST_MESSAGES
from apps.chat.greeting.forms import GreetForm
from apps.chat.greeting.selectors import conversation_about, jobs_to_greet_about, knows, may_greet
from apps.chat.messages.outgoing import MAX_BODY
from apps.chat.safety.limits import narrowed
from apps.errors import DomainError, NotFound
from apps.experiments.services import feature_shown, feature_used
from apps.ui.fragments import gone_to


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def greet(request: HttpRequest) -> HttpResponse:
    """A fragment for a sheet, or a page of its own where no script runs. `job` and, for recruiters, `candidate`;
    `question` is what the suggested text asks."""
    me = person_of(request)
    if me.is_recruiter and not request.GET.get("job"):
        return _choose_job(request, me)
    candidate_id = _id(request.GET.get("candidate", "")) if me.is_recruiter else None
    job, candidate = sides_of(me, job_id=_id(request.GET.get("job", "")), candidate_id=candidate_id)
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
    greeting = draft(me, job, candidate, question=question, variant=_id(request.GET.get("variant", "0")))
    if "another" in request.POST:
        return _write_another(request, greeting)
    return _send(request, greeting) if request.method == "POST" else _write(request, greeting)


def _choose_job(request: HttpRequest, me: User) -> HttpResponse:
    candidate, jobs = jobs_to_greet_about(me, candidate_id=_id(request.GET.get("candidate", "")))
    return _shown(request, "chat/_greet_choose.html", {"candidate": candidate, "jobs": jobs})


def _write_another(request: HttpRequest, greeting: Greeting) -> HttpResponse:
    """What its sender wrote themselves stays, above the other text."""
    written = request.POST.get("body", "").strip()[:MAX_BODY]
    following = greeting.another()
    is_own = written not in ("", greeting.suggestion.strip())
    body = f"{written}\n\n{following.suggestion}" if is_own else following.suggestion
    return _form(request, following, GreetForm(initial={"body": body}))


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
    feature_shown(FIRST_MESSAGES, greeting.sender, conversation=conversation.pk)
    if body.strip() == greeting.suggestion.strip():
        feature_used(FIRST_MESSAGES, greeting.sender, conversation=conversation.pk)
    return gone_to(request, reverse("chat:conversation", args=[conversation.pk]))


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
        "narrowed": narrowed(greeting.sender.pk) if error is not None and error.code == "rate_limited" else None,
        "job": greeting.job,
        "candidate": greeting.candidate,
        "to": greeting.candidate if greeting.candidate != greeting.sender else to_company,
        "question": greeting.question,
        "variant": greeting.variant,
        "named": greeting.named(),
    }
    return _shown(request, "chat/_greet.html", context, status=status)


def _id(value: str) -> int:
    """A number from the address; raises NotFound for anything else."""
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise NotFound
    return int(value)


def _shown(request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    if "HX-Request" in request.headers:
        return render(request, template, context, status=status)
    return render(request, "chat/greet.html", {**context, "fragment": template}, status=status)
