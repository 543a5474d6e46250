"""The page on which a company looks after what stands on a job's card."""

from datetime import datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.people.access import person_of
from apps.errors import Conflict, InvalidInput, NotFound
from apps.matching.facts.card import card_of, topic_choices
from apps.matching.facts.forms import FactForm
from apps.matching.facts.selectors import managed_fact
from apps.matching.facts.services import approve_fact, change_fact, withdraw_fact
from apps.matching.jobs.models import Job


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def job_card(request: HttpRequest, job_id: int) -> HttpResponse:
    """All that stands there, and a form for one more."""
    job = Job.objects.managed_by(person_of(request)).filter(pk=job_id).first()
    if job is None:
        raise NotFound
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            approve_fact(
                job=job,
                topic=form.cleaned_data["topic"],
                value=form.cleaned_data["value"],
                approver=person_of(request),
                expires_at=_last_moment(form),
            )
        except InvalidInput as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("On the job card. It answers who asks next."))
            return redirect("matching:job_card", job.pk)
    context = {"job": job, "form": form, "facts": card_of(job)}
    return render(request, "matching/job_card.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fact_edit(request: HttpRequest, fact_id: int) -> HttpResponse:
    fact = managed_fact(person_of(request), fact_id)
    expires_on = timezone.localdate(fact.expires_at) if fact.expires_at else None
    form = _form(request, {"topic": fact.topic, "value": fact.value, "expires_on": expires_on})
    form.fields["topic"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            value = form.cleaned_data["value"]
            change_fact(fact=fact, value=value, expires_at=_last_moment(form), editor=person_of(request))
        except InvalidInput as refusal:
            _refuse(form, refusal)
        except Conflict as refusal:
            messages.error(request, str(refusal))
            return redirect("matching:job_card", fact.job_id)
        else:
            messages.success(request, _("Saved. Who asks from now on reads this."))
            return redirect("matching:job_card", fact.job_id)
    context = {"job": fact.job, "form": form, "fact": fact}
    return render(request, "matching/job_card.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def fact_withdraw(request: HttpRequest, fact_id: int) -> HttpResponse:
    fact = managed_fact(person_of(request), fact_id)
    withdraw_fact(fact=fact, by=person_of(request))
    messages.success(request, _("Withdrawn. The question is open again."))
    return redirect("matching:job_card", fact.job_id)


def _form(request: HttpRequest, initial: dict[str, object] | None = None) -> FactForm:
    initial = initial or {"topic": request.GET.get("topic")}
    form = FactForm(request.POST if request.method == "POST" else None, initial=initial)
    topics = topic_choices()
    topic = str(initial.get("topic") or "")
    # A topic that is no longer asked about keeps its answer's form.
    form.fields["topic"].choices = topics + ([(topic, topic)] if topic and topic not in dict(topics) else [])  # type: ignore[attr-defined]
    return form


def _last_moment(form: FactForm) -> datetime | None:
    """Through its last day, by the editor's clock."""
    day = form.cleaned_data["expires_on"]
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day else None


def _refuse(form: FactForm, refusal: InvalidInput) -> None:
    names = {"expires_at": "expires_on"}
    field = names.get(refusal.field or "", refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))
