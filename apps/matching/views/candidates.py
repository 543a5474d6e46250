"""Résumés as recruiters see them."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import person_of
from apps.errors import NotFound
from apps.matching.forms import CandidatesForm
from apps.matching.models import Job
from apps.matching.selectors.ranked import match, ranked_candidates
from apps.matching.selectors.viewing import resume_view

PAGE_SIZE = 12


@login_required
@require_safe
def candidates(request: HttpRequest, job_id: int) -> HttpResponse:
    """For a job of one's company, best match first, each with its reasons."""
    me = person_of(request)
    job = Job.objects.managed_by(me).select_related("vector").filter(pk=job_id).first()
    if job is None:
        raise NotFound
    form = CandidatesForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(ranked_candidates(job, viewer=me, q=query), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"job": job, "form": form, "q": query, "page": page, "may_greet": job.is_listed()}
    template = "matching/_candidates.html" if getattr(request, "htmx", False) else "matching/candidates.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response


@login_required
@require_safe
def candidate(request: HttpRequest, resume_id: int) -> HttpResponse:
    """One résumé; `?job=` of one's company sets it beside that job."""
    me = person_of(request)
    view = resume_view(me, resume_id)
    job = _job(request)
    compared = match(job, view.resume, audience="recruiter") if job is not None else None
    context = {"view": view, "resume": view.resume, "job": job, "match": compared}
    return render(request, "matching/candidate.html", context | {"may_greet": job is None or job.is_listed()})


def _job(request: HttpRequest) -> Job | None:
    value = request.GET.get("job", "")
    if not value:
        return None
    job = Job.objects.managed_by(person_of(request)).filter(pk=int(value)).first() if value.isdecimal() else None
    if job is None:
        raise NotFound
    return job
