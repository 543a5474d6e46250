"""Applying, one's own applications, and those for a job side by side."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.chat.applications import services
from apps.chat.applications.forms import ApplyForm
from apps.chat.applications.models import Application
from apps.chat.applications.selectors import (
    Column,
    applicants,
    application_of,
    applications_of,
    columns_of,
    conversations_of,
    narrowed,
    ordered,
    steps_of,
)
from apps.errors import DomainError, NotFound
from apps.matching.models import Job, Resume
from apps.matching.screening.selectors import questions_of
from apps.matching.suggestions.selectors import suggest_first_message
from apps.ui.fragments import fragment_or_page, gone_to

PAGE_SIZE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def apply(request: HttpRequest, job_id: int) -> HttpResponse:
    """A fragment for a sheet, or a page of its own where no script runs."""
    me = person_of(request)
    job = Job.objects.visible_to(me).select_related("company", "posted_by").filter(pk=job_id).first()
    if job is None or not me.is_candidate:
        raise NotFound
    resume = Resume.objects.filter(owner=me).prefetch_related("skills").first()
    if known := application_of(me, job):
        if request.method == "POST":
            return _gone_to(request, known)
        return _shown(request, {"job": job, "known": known})
    if resume is None:
        return _shown(request, {"job": job, "resume": None})
    suggestion = suggest_first_message(sender=me, job=job, resume=resume)
    form = ApplyForm(
        request.POST or None, questions=questions_of(job), has_file=bool(resume.file), initial={"body": suggestion}
    )
    error: DomainError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _gone_to(request, _apply(me, job, form, suggestion))
        except NotFound:
            raise
        except DomainError as refusal:
            error = refusal
            if f"q{refusal.field}" in form.fields:
                form.add_error(f"q{refusal.field}", str(refusal))
                error = None
    context = {"job": job, "resume": resume, "skills": resume.skills.all()[:8], "form": form, "error": error}
    return _shown(request, context, status=422 if request.method == "POST" else 200)


def _apply(me: User, job: Job, form: ApplyForm, suggestion: str) -> Application:
    body = form.cleaned_data["body"]
    return services.apply(
        candidate=me,
        job=job,
        answers=form.answers(),
        note=body,
        with_file=form.cleaned_data.get("with_file", False),
        client_id=form.cleaned_data["client_id"],
        origin="suggested" if body.strip() == suggestion.strip() else "typed",
    )


def _shown(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    return fragment_or_page(
        request, "chat/applications/_apply.html", "chat/applications/apply.html", context, status=status
    )


def _gone_to(request: HttpRequest, application: Application) -> HttpResponse:
    return gone_to(request, reverse("chat:conversation", args=[application.conversation_id]))


@require_safe
@login_required
def my_applications(request: HttpRequest) -> HttpResponse:
    me = person_of(request)
    if not me.is_candidate:
        raise NotFound
    page = Paginator(applications_of(me), PAGE_SIZE).get_page(request.GET.get("page"))
    entries = [{"application": one, "steps": steps_of(one)} for one in page]
    return render(request, "chat/applications/mine.html", {"page": page, "entries": entries})


@require_POST
@login_required
def withdraw(request: HttpRequest, application_id: int) -> HttpResponse:
    try:
        services.withdraw_application(candidate=person_of(request), application_id=application_id)
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Withdrawn. They read it in your conversation, which stays open."))
    return redirect("chat:applications")


@require_safe
@login_required
def applicants_of_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Everybody who applied for a job of the company, with the answers side by side."""
    me = person_of(request)
    job, found = applicants(me, job_id)
    columns, given = columns_of(job), request.GET.dict()
    chosen = ordered(narrowed(found, columns, given), columns, given.get("sort", ""))
    page = Paginator(chosen, PAGE_SIZE).get_page(given.get("page"))
    mine = conversations_of(me, list(page))
    kept = urlencode({name: value for name, value in given.items() if name not in ("page", "sort") and value})
    context = {
        "job": job,
        "columns": [_filter(one, given) for one in columns],
        "rows": [
            {
                "application": one,
                "is_mine": one.conversation_id in mine,
                "cells": [column.cell(one) for column in columns],
            }
            for one in page
        ],
        "page": page,
        "states": Application.State.choices,
        "state": given.get("state", ""),
        "sort": given.get("sort", "") or "newest",
        "kept": kept,
        "is_narrowed": any(value for name, value in given.items() if name not in ("page", "sort")),
    }
    return render(request, "chat/applications/applicants.html", context)


def _filter(column: Column, given: dict[str, str]) -> dict[str, object]:
    least, most = given.get(f"{column.key}_from", ""), given.get(f"{column.key}_to", "")
    return {"column": column, "chosen": given.get(column.key, ""), "least": least, "most": most}
