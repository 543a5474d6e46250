"""Choosing a digest, with what it would say now."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.accounts.people.access import person_of
from apps.notifications.digests.content import entries, find_content
from apps.notifications.digests.forms import DigestForm
from apps.notifications.digests.models import Rhythm
from apps.notifications.digests.selectors import digest_choice, next_digest
from apps.notifications.digests.services import PERIODS, choose_digest, span_of
from apps.notifications.reminders.wording import clock_words


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def digest(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    choice = digest_choice(person, now=now)
    initial = {"rhythm": choice.rhythm, "weekday": choice.weekday, "hour": choice.hour}
    form = DigestForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        choose_digest(person=person, **form.cleaned_data, now=now)
        messages.success(request, _("Saved."))
        return redirect("notifications:digest")
    span = replace(span_of(choice, now=now), since=now - PERIODS[Rhythm.WEEKLY])
    coming = next_digest(person)
    shown = {
        "form": form,
        "comes": clock_words(coming.meant_at(), person, now=now) if coming else "",
        "entries": entries(find_content(person, span), person),
    }
    return render(request, "notifications/digest.html", shown, status=422 if request.method == "POST" else 200)
