"""Everything that is planned of one's own: when, what, and doing otherwise."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.errors import DomainError
from apps.notifications.reminders.clocks import FORMAT
from apps.notifications.reminders.forms import TimeForm
from apps.notifications.reminders.own import call_off, put_off
from apps.notifications.reminders.selectors import lines, other_of, planned_for, planned_item
from apps.notifications.reminders.times import MINE, THEIRS, when_from

PAGE = 20


@require_safe
@login_required
def planned(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    page = Paginator(planned_for(person), PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/planned.html", {"page": page, "lines": lines(page, person, now=now)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def planned_time(request: HttpRequest, item_id: int) -> HttpResponse:
    """Another time for one of them."""
    person, now = person_of(request), timezone.now()
    item = planned_item(person, item_id)
    other = other_of(item)
    is_theirs = other is not None and item.clock_of_id == other.pk
    shown = timezone.localtime(item.meant_at()).strftime(FORMAT)
    initial = {"clock": item.clock if is_theirs else shown, "on": THEIRS if is_theirs else MINE}
    form = TimeForm(request.POST or None, person=person, other=other, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            put_off(person=person, item_id=item.pk, at=when_from(form.cleaned_data, owner=person, other=other, now=now))
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("It happens at the new time."))
            return redirect("notifications:planned")
    (line,) = lines([item], person, now=now) or (None,)
    context = {"form": form, "line": line}
    return render(request, "notifications/planned_time.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def planned_cancel(request: HttpRequest, item_id: int) -> HttpResponse:
    call_off(person=person_of(request), item_id=item_id)
    messages.success(request, _("Called off."))
    return redirect("notifications:planned")
