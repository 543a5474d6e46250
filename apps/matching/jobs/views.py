"""Jobs as their recruiters see them."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.errors import DomainError, InvalidInput, NotFound
from apps.matching.jobs.counts import counts_of
from apps.matching.jobs.form_keys import job_made_by, remember_form
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
    key = _form_key(request)
    if request.method == "POST" and form.is_valid():
        try:
            job = _posted_once(me, form, key, publish_now="draft" not in request.POST)
        except InvalidInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            done = _("Your job is posted. Candidates can see it now.") if job.is_listed() else _("Draft saved.")
            messages.success(request, done)
            return redirect("matching:job", job.pk)
    return _form(request, form, None, form_key=key)


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


def _form(request: HttpRequest, form: JobForm, job: Job | None, *, form_key: UUID | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "matching/job_form.html", {"form": form, "job": job, "form_key": form_key}, status=status)


def _form_key(request: HttpRequest) -> UUID:
    """The open form's own number; a form that brings none, or nonsense, is one of its own."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()


def _posted_once(me: User, form: JobForm, form_key: UUID, *, publish_now: bool) -> Job:
    """The form's job. Sent once more, after going back or by a second click, it changes the job that it made."""
    if job_made_by(poster=me, form_key=form_key) is None:
        with transaction.atomic():
            job = post_job(poster=me, publish_now=publish_now, **form.stated())
            is_first = remember_form(poster=me, form_key=form_key, job=job)
            if not is_first:
                transaction.set_rollback(True)
        if is_first:
            return job
    earlier = job_made_by(poster=me, form_key=form_key)
    if earlier is None:
        raise NotFound
    job = edit_job(job=earlier, editor=me, **form.stated())
    return reopen_job(job=job, opener=me) if publish_now and not job.is_listed() else job


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
