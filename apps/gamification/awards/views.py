from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.gamification.awards.selectors import SHOWS, ledger, lines, narrowed, progress
from apps.gamification.members.selectors import member_of

PAGE = 20


@require_safe
@login_required
def points(request: HttpRequest) -> HttpResponse:
    """Progress and ledger; nothing of it for who hides all of it."""
    person = person_of(request)
    member = member_of(person)
    if member.hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Points")})
    show = request.GET.get("show", "all")
    show = show if show in SHOWS else "all"
    decisions = narrowed(ledger(person), show)
    page = Paginator(decisions, PAGE).get_page(request.GET.get("page"))
    context = {
        "progress": progress(person),
        "page": page,
        "lines": lines(person, page.object_list),
        "show": show,
    }
    return render(request, "gamification/points.html", context)
