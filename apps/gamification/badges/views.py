from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.gamification.badges.selectors import badges_of
from apps.gamification.members.selectors import member_of


@require_safe
@login_required
def badges(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Badges")})
    series = badges_of(person)
    held = [one for group in series for one in group.badges if one.grade]
    return render(request, "gamification/badges.html", {"series": series, "held": len(held)})
