"""What a job asks those who apply, written by its recruiters."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.accounts.people.access import person_of
from apps.errors import InvalidInput, NotFound
from apps.matching.jobs.models import Job
from apps.matching.screening.forms import QuestionFormSet, initial_of
from apps.matching.screening.models import MOST_QUESTIONS, ScreeningQuestion
from apps.matching.screening.selectors import questions_of
from apps.matching.screening.services import set_questions
from apps.matching.screening.shipped import shipped, shipped_words


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def job_screening(request: HttpRequest, job_id: int) -> HttpResponse:
    """Five places; `?add=key` puts a question of the shipped list into the first free one, still to be saved."""
    me = person_of(request)
    job = Job.objects.managed_by(me).filter(pk=job_id).first()
    if job is None:
        raise NotFound
    if request.method == "POST":
        forms = QuestionFormSet(request.POST, prefix="q")
        if forms.is_valid() and _saved(request, job, forms):
            messages.success(request, _("Saved. Who applied before keeps the questions they answered."))
            return redirect("matching:job_screening", job.pk)
    else:
        forms = QuestionFormSet(prefix="q", initial=_places(job, request.GET.get("add", "")))
    context = {"job": job, "forms": forms, "shipped": shipped_words()}
    return render(request, "matching/screening.html", context, status=422 if request.method == "POST" else 200)


def _places(job: Job, add: str) -> list[dict[str, Any]]:
    asked = [initial_of(question) for question in questions_of(job)]
    if add in shipped() and len(asked) < MOST_QUESTIONS:
        asked.append(initial_of(ScreeningQuestion(**shipped()[add])) | {"lineage": None})
    return asked + [{}] * (MOST_QUESTIONS - len(asked))


def _saved(request: HttpRequest, job: Job, forms: Any) -> bool:
    written = [form for form in forms if not form.is_blank]
    try:
        set_questions(job=job, editor=person_of(request), questions=[form.stated() for form in written])
    except InvalidInput as refusal:
        place, _dot, field = (refusal.field or "").removeprefix("questions.").partition(".")
        written[int(place) if place.isdecimal() else 0].blame(field, str(refusal))
        return False
    return True
