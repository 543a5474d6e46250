"""The page on which a person sees where they are signed in, and ends what isn't theirs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.accounts.sessions import services
from apps.accounts.sessions.selectors import sign_ins_of
from apps.api.requests import id_of
from apps.realtime.open_sockets import end_socket


@require_safe
@login_required
def sign_ins(request: HttpRequest) -> HttpResponse:
    found = sign_ins_of(person_of(request), current_key=request.session.session_key or "")
    return render(request, "accounts/sign_ins.html", {"sign_ins": found})


@require_POST
@login_required
def end_sign_in(request: HttpRequest) -> HttpResponse:
    """Ends the one named, or with `others` all but this one, or with `socket` one that is open."""
    person = person_of(request)
    if "others" in request.POST:
        count = services.end_other_sign_ins(person=person, current_key=request.session.session_key or "")
        messages.success(request, ngettext("%d sign-in ended.", "%d sign-ins ended.", count) % count)
    elif "socket" in request.POST:
        end_socket(user_id=person.pk, socket_id=id_of(request.POST["socket"]))
        messages.success(request, _("Ended. It takes a few seconds until everything there is closed."))
    else:
        services.end_sign_in(person=person, sign_in_id=request.POST.get("id", ""))
        messages.success(request, _("Ended. It takes a few seconds until everything there is closed."))
    return redirect("accounts:sign_ins")
