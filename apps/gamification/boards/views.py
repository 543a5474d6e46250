from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.gamification.boards.selectors import around, asked_for, boards_for, entries, first_of
from apps.gamification.members.selectors import member_of

PAGE = 25


@require_safe
@login_required
def rankings(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    member = member_of(person)
    if member.hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Rankings")})
    boards = boards_for(person)
    asked = asked_for(person, boards, request.GET.dict(), now=timezone.now())
    context: dict[str, Any] = {"boards": boards, "asked": asked, "member": member}
    if asked is not None:
        page = Paginator(first_of(asked, person), PAGE).get_page(request.GET.get("page"))
        shown = entries(page.object_list, person)
        near = [] if any(one.is_me for one in shown) else entries(around(asked, person), person)
        context |= {"page": page, "entries": shown, "around": near}
    return render(request, "gamification/rankings.html", context)
