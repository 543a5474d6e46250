"""The page of one's auto-reply, and of the answers that one promised."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.accounts.people.access import person_of
from apps.chat.availability.away import away_now, set_away_reply, week_of
from apps.chat.availability.forms import AwayForm
from apps.chat.availability.models import AwayReply
from apps.chat.availability.promises import kept_and_broken
from apps.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def away(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    stored = AwayReply.objects.filter(person=person).prefetch_related("hours", "texts").first()
    fields = ("is_on", "text", "until", "by_hours", "holiday_country")
    initial = {name: getattr(stored, name) for name in fields} if stored else {}
    form = AwayForm(request.POST or None, initial=initial, away=stored, week=week_of(stored) if stored else None)
    if request.method == "POST" and form.is_valid():
        try:
            set_away_reply(person=person, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            is_answering = away_now(person, now=now) is not None
            is_planned = form.cleaned_data["by_hours"]
            messages.success(
                request,
                _("Your auto-reply is on.")
                if is_answering
                else _("Saved. It answers outside your office hours.")
                if is_planned
                else _("Your auto-reply is off."),
            )
            return redirect("chat:away")
    context = {"form": form, "promises": kept_and_broken(person, now=now)}
    return render(request, "chat/away.html", context, status=422 if request.method == "POST" else 200)
