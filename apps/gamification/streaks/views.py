from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.gamification.members.selectors import member_of
from apps.gamification.streaks.selectors import streak_of


@require_safe
@login_required
def streak(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Streak")})
    shown = streak_of(person, now=timezone.now(), is_year="year" in request.GET)
    return render(request, "gamification/streak.html", {"streak": shown})
