"""The page of one's auto-reply."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.accounts.people.access import person_of
from apps.chat.availability.away import set_away_reply
from apps.chat.availability.forms import AwayForm
from apps.chat.availability.models import AwayReply
from apps.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def away(request: HttpRequest) -> HttpResponse:
    stored = AwayReply.objects.filter(person=person_of(request)).first()
    initial = {"is_on": stored.is_on, "text": stored.text, "until": stored.until} if stored else {}
    form = AwayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_away_reply(person=person_of(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            on, off = _("Your auto-reply is on."), _("Your auto-reply is off.")
            messages.success(request, on if form.cleaned_data["is_on"] else off)
            return redirect("chat:away")
    return render(request, "chat/away.html", {"form": form}, status=422 if request.method == "POST" else 200)
