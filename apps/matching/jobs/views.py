"""Jobs as their recruiters see them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.errors import DomainError, InvalidInput, NotFound
from apps.matching.jobs.counts import counts_of
from apps.matching.jobs.forms import JobForm
from apps.matching.jobs.models import Job, JobStatus
from apps.matching.jobs.selectors import counts_of_company, jobs_of_company
from apps.matching.jobs.services import close_job, edit_job, post_job, reopen_job

PAGE_SIZE = 20
STATES = (JobStatus.OPEN, JobStatus.DRAFT, JobStatus.CLOSED)


@login_required
@require_safe
def my_jobs(request: HttpRequest) -> HttpResponse:
    me = _recruiter(request)
    state = request.GET.get("state", "")
    state = state if state in JobStatus.values else str(JobStatus.OPEN)
    page = Paginator(jobs_of_company(me, state=state), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = counts_of([job.pk for job in page], me)
    totals = counts_of_company(me)
    return render(
        request,
        "matching/my_jobs.html",
        {
            "state": state,
            "tabs": [(str(tab), tab.label, totals[str(tab)]) for tab in STATES],
            "page": page,
            "entries": [{"job": job, "counts": counts[job.pk]} for job in page],
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def job_new(request: HttpRequest) -> HttpResponse:
    me = _recruiter(request)
    form = JobForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            job = post_job(poster=me, publish_now="draft" not in request.POST, **form.stated())
        except InvalidInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            done = _("Your job is posted. Candidates can see it now.") if job.is_listed() else _("Draft saved.")
            messages.success(request, done)
            return redirect("matching:job", job.pk)
    return _form(request, form, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def job_edit(request: HttpRequest, job_id: int) -> HttpResponse:
    me, job = _managed(request, job_id)
    form = JobForm(request.POST or None, instance=job)
    if request.method == "POST" and form.is_valid():
        try:
            job = edit_job(job=job, editor=me, **form.stated())
            if "publish" in request.POST and not job.is_listed():
                job = reopen_job(job=job, opener=me)
        except InvalidInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Saved. Candidates can see it.") if job.is_listed() else _("Saved."))
            return redirect("matching:job", job.pk)
    return _form(request, form, Job.objects.get(pk=job.pk))


def _form(request: HttpRequest, form: JobForm, job: Job | None) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "matching/job_form.html", {"form": form, "job": job}, status=status)


@login_required
@require_POST
def job_close(request: HttpRequest, job_id: int) -> HttpResponse:
    me, job = _managed(request, job_id)
    try:
        close_job(job=job, closer=me)
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Closed. Nobody new will write about it; your conversations go on."))
    return redirect("matching:job", job.pk)


@login_required
@require_POST
def job_reopen(request: HttpRequest, job_id: int) -> HttpResponse:
    me, job = _managed(request, job_id)
    try:
        reopen_job(job=job, opener=me)
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your job is posted. Candidates can see it now."))
    return redirect("matching:job", job.pk)


def _recruiter(request: HttpRequest) -> User:
    me = person_of(request)
    if not me.is_recruiter or me.company_id is None:
        raise NotFound
    return me


def _managed(request: HttpRequest, job_id: int) -> tuple[User, Job]:
    me = _recruiter(request)
    job = Job.objects.managed_by(me).filter(pk=job_id).first()
    if job is None:
        raise NotFound
    return me, job
