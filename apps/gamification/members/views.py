from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.accounts.people.access import person_of
from apps.gamification.members.forms import PreferencesForm
from apps.gamification.members.selectors import member_of
from apps.gamification.members.services import set_visibility


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if request.method == "POST":
        form = PreferencesForm(request.POST)
        if form.is_valid():
            set_visibility(person=person, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("gamification:preferences")
    else:
        member = member_of(person)
        fields = ("hides_all", "hides_popups", "hides_rankings", "ranking_as", "nickname")
        form = PreferencesForm(initial={name: getattr(member, name) for name in fields})
    return render(request, "gamification/preferences.html", {"form": form})
