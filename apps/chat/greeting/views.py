"""The first message: suggested, editable, sent once."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.chat.conversations.models import Conversation
from apps.chat.greeting import services
from apps.chat.greeting.first_message import named_in
from apps.chat.greeting.forms import GreetForm
from apps.errors import DomainError, NotFound
from apps.matching.models import Job, Resume
from apps.matching.suggestions.selectors import suggest_first_message

MAX_QUESTION = 300


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def greet(request: HttpRequest) -> HttpResponse:
    """A fragment for a sheet, or a page of its own where no script runs. `job` and, for recruiters, `candidate`;
    `question` is what the suggested text asks."""
    me = person_of(request)
    question = request.GET.get("question", "").strip()[:MAX_QUESTION]
    candidate = me if me.is_candidate else _candidate(request, me)
    job = _job(request, me)
    if job is None and me.is_recruiter:
        jobs = Job.objects.managed_by(me).listed().order_by("title")
        return _shown(request, "chat/_greet_choose.html", {"candidate": candidate, "jobs": jobs})
    if job is None:
        raise NotFound
    existing = (
        Conversation.objects.for_user(me).filter(kind=Conversation.Kind.JOB, job=job, candidate=candidate).first()
    )
    if existing is not None and request.method != "POST":
        return _shown(request, "chat/_greet_known.html", {"job": job, "conversation": existing, "question": question})
    resume = _resume(me, candidate)
    suggestion = suggest_first_message(sender=me, job=job, resume=resume, question=question)
    form = GreetForm(request.POST or None, initial={"body": suggestion})
    error = None
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        try:
            found = services.greet(
                sender=me,
                job=job,
                candidate=candidate,
                body=body,
                client_id=form.cleaned_data["client_id"],
                origin="suggested" if body.strip() == suggestion.strip() else "typed",
            )
        except NotFound:
            raise
        except DomainError as refusal:
            error = refusal
        else:
            return _gone_to(request, reverse("chat:conversation", args=[found.pk]))
    context = {
        "form": form,
        "error": error,
        "job": job,
        "candidate": candidate,
        "to": candidate if candidate != me else (job.posted_by or job.company),
        "question": question,
        "named": named_in(suggestion, job, resume, me),
    }
    status = 422 if request.method == "POST" else 200
    return _shown(request, "chat/_greet.html", context, status=status)


def _job(request: HttpRequest, me: User) -> Job | None:
    value = request.GET.get("job", "")
    if not value:
        return None
    found = Job.objects.visible_to(me).select_related("company", "posted_by").filter(pk=_id(value)).first()
    if found is None or (me.is_recruiter and found.company_id != me.company_id):
        raise NotFound
    return found


def _candidate(request: HttpRequest, me: User) -> User:
    """Somebody whose résumé this recruiter may see, or with whom they talk already."""
    number = _id(request.GET.get("candidate", ""))
    if not me.is_recruiter:
        raise NotFound
    visible = Resume.objects.visible_to(me).filter(owner=number).exists()
    known = Conversation.objects.for_user(me).filter(candidate=number).exists()
    found = User.objects.filter(pk=number, is_active=True).first() if visible or known else None
    if found is None:
        raise NotFound
    return found


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
