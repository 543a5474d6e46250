"""Jobs as candidates see them, a list that explains itself, and one posting; résumés as recruiters see them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.errors import NotFound
from apps.experiments.services import feature_is_on
from apps.matching.facts.proposals import accept_proposals, proposals_for
from apps.matching.jobs.models import Job
from apps.matching.jobs.selectors import JobFilters, industries, is_search_cut, jobs_for
from apps.matching.recommendations.forms import CandidatesForm, DismissForm, JobFiltersForm
from apps.matching.recommendations.models import DismissalReason
from apps.matching.recommendations.reading import job_view
from apps.matching.recommendations.selectors import Match, match, ranked_candidates, ranked_jobs
from apps.matching.recommendations.services import dismiss_job, undo_dismissal
from apps.matching.resumes.models import Resume
from apps.matching.resumes.reading import named_to, note_reading
from apps.matching.resumes.selectors import resume_of, resume_view
from apps.matching.screening.features import APPLYING
from apps.ui.fragments import fragment_or_page
from apps.ui.paging import CappedPaginator

PAGE_SIZE = 12


@login_required
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Ranked for who has a résumé, newest first for everybody else and for who prefers that (`?order=newest`)."""
    me = person_of(request)
    form = JobFiltersForm(request.GET)
    filters = form.filters()
    resume = resume_of(me) if me.is_candidate else None
    is_ranked = resume is not None and _order(form, resume) == "best"
    page, total = _page(request, me, filters, resume if is_ranked else None)
    context = {
        "form": form,
        "is_narrowed": form.is_narrowed,
        "resume": resume,
        "is_ranked": is_ranked,
        "page": page,
        "total": total,
        "industries": industries(),
        "is_search_cut": is_search_cut(me, filters),
        "reasons": DismissalReason.choices,
    }
    return fragment_or_page(request, "matching/_jobs.html", "matching/jobs.html", context)


def _order(form: JobFiltersForm, resume: Resume) -> str:
    chosen: str = form.cleaned_data.get("order") or ""
    return chosen or ("best" if resume.personalised else "newest")


def _page(request: HttpRequest, me: User, filters: JobFilters, resume: Resume | None) -> tuple[Page[Any], int]:
    """A page of `Entry`s, whether ranked or not, and of how many jobs these are the closest."""
    if resume is not None:
        found: Any = ranked_jobs(me, resume=resume, filters=filters)
    else:
        found = (
            jobs_for(me, filters=filters)
            .with_answerable()
            .select_related("company", "posted_by")
            .defer("search_tokens")
        )
    page = CappedPaginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = _entries(list(page.object_list))
    return page, getattr(found, "total", page.paginator.count)


def _entries(found: Sequence[Match] | Sequence[Job]) -> list[dict[str, Any]]:
    return [
        {"job": entry.job, "match": entry} if isinstance(entry, Match) else {"job": entry, "match": None}
        for entry in found
    ]


@login_required
@require_safe
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    me = person_of(request)
    view = job_view(me, job_id)
    context = {"view": view, "job": view.job, "reasons": DismissalReason.choices}
    context["may_apply"] = me.is_candidate and view.is_listed and feature_is_on(APPLYING, me)
    context["proposals"] = proposals_for(view.job) if view.is_managed else []
    return render(request, "matching/job.html", context)


@login_required
@require_POST
def job_accept_proposals(request: HttpRequest, job_id: int) -> HttpResponse:
    """States what the posting's own words say, once its author has looked it over."""
    me = person_of(request)
    managed = Job.objects.managed_by(me).filter(pk=job_id).first()
    if managed is None:
        raise NotFound
    accept_proposals(job=managed, editor=me)
    messages.success(request, _("Added. Candidates are ranked by it from now on."))
    return redirect("matching:job", managed.pk)


@login_required
@require_POST
def job_dismiss(request: HttpRequest, job_id: int) -> HttpResponse:
    """Takes a job out of one's list, or with `undo` puts it back; both answer with what stands in the list now."""
    me = person_of(request)
    found = Job.objects.visible_to(me).select_related("company", "posted_by").filter(pk=job_id).first()
    if found is None or not me.is_candidate:
        raise NotFound
    context: dict[str, Any]
    if "undo" in request.POST:
        undo_dismissal(person=me, job=found)
        resume = resume_of(me)
        found_match = match(found, resume) if resume is not None and resume.personalised else None
        entry: Any = {"job": found, "match": found_match}
        fragment, context = "matching/_job_card.html", {"entry": entry}
    else:
        form = DismissForm(request.POST)
        dismiss_job(person=me, job=found, reason=form.cleaned_data["reason"] if form.is_valid() else "")
        fragment, context = "matching/_dismissed.html", {"job": found, "chosen": form.cleaned_data.get("reason", "")}
    if not getattr(request, "htmx", False):
        return redirect("matching:jobs")
    return render(request, fragment, context | {"reasons": DismissalReason.choices})


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
    ranking = ranked_candidates(job, viewer=me, q=query)
    page = Paginator(ranking, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    named = named_to(me, [entry.resume for entry in shown])
    page.object_list = [
        entry if entry.resume.pk in named else replace(entry, comparison=entry.comparison.for_a_card())
        for entry in shown
    ]
    context = {"job": job, "form": form, "q": query, "page": page, "may_greet": job.is_listed(), "named": named}
    context["total"] = ranking.total
    context["some_hidden"] = len(named) < len(shown)
    return fragment_or_page(request, "matching/_candidates.html", "matching/candidates.html", context)


@login_required
@require_safe
def candidate(request: HttpRequest, resume_id: int) -> HttpResponse:
    """One résumé; `?job=` of one's company sets it beside that job."""
    me = person_of(request)
    view = resume_view(me, resume_id)
    note_reading(reader=me, resume=view.resume)
    job = _chosen_job(request)
    compared = match(job, view.resume, audience="recruiter") if job is not None else None
    if compared is not None and view.is_anonymous:
        compared = replace(compared, comparison=compared.comparison.for_a_card())
    context = {"view": view, "resume": view.resume, "job": job, "match": compared}
    return render(request, "matching/candidate.html", context | {"may_greet": job is None or job.is_listed()})


def _chosen_job(request: HttpRequest) -> Job | None:
    value = request.GET.get("job", "")
    if not value:
        return None
    job = Job.objects.managed_by(person_of(request)).filter(pk=int(value)).first() if value.isdecimal() else None
    if job is None:
        raise NotFound
    return job
