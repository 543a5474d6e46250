"""Messages that go out later: changing one, and those that couldn't go out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.chat.scheduling.forms import ScheduledForm
from apps.chat.scheduling.selectors import not_sent as refused_of
from apps.chat.scheduling.selectors import other_side
from apps.chat.scheduling.services import change_scheduled, drop_scheduled, item_of, scheduled_of
from apps.chat.scheduling.wording import refusal_words
from apps.errors import DomainError, NotFound
from apps.notifications.reminders.clocks import FORMAT
from apps.notifications.reminders.services import OPEN
from apps.notifications.reminders.times import MINE, THEIRS, when_from

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def scheduled(request: HttpRequest, scheduled_id: int) -> HttpResponse:
    """Changes what hasn't gone out."""
    person, now = person_of(request), timezone.now()
    found = scheduled_of(person, scheduled_id)
    item = item_of(found)
    if item is None or item.state not in OPEN:
        raise NotFound
    other = other_side(found.conversation, person.pk)
    is_theirs = other is not None and item.clock_of_id == other.pk
    clock = item.clock if is_theirs else timezone.localtime(item.meant_at()).strftime(FORMAT)
    initial = {"body": found.body, "clock": clock, "on": THEIRS if is_theirs else MINE}
    form = ScheduledForm(request.POST or None, person=person, other=other, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            has_moved = any(form.cleaned_data[name] != initial[name] for name in ("clock", "on"))
            at = when_from(form.cleaned_data, owner=person, other=other, now=now) if has_moved else None
            change_scheduled(author=person, scheduled_id=found.pk, body=form.cleaned_data["body"], at=at)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("notifications:planned")
    context = {"form": form, "scheduled": found, "other": other}
    return render(request, "chat/scheduled.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@login_required
def not_sent(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    page = Paginator(refused_of(person), PAGE).get_page(request.GET.get("page"))
    entries = [
        {
            "scheduled": one,
            "other": other_side(one.conversation, person.pk),
            "reason": refusal_words(one.refused_as),
        }
        for one in page
    ]
    return render(request, "chat/not_sent.html", {"page": page, "entries": entries})


@require_POST
@login_required
def drop(request: HttpRequest, scheduled_id: int) -> HttpResponse:
    """Forgets the text of one that couldn't go out, or calls off one that would."""
    person = person_of(request)
    was_refused = scheduled_of(person, scheduled_id).refused_at is not None
    drop_scheduled(author=person, scheduled_id=scheduled_id)
    messages.success(request, _("Deleted.") if was_refused else _("Called off."))
    return redirect("chat:not_sent" if was_refused else "notifications:planned")
