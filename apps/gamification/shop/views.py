from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.gamification.ledger.selectors import coins_of, movements
from apps.gamification.members.selectors import member_of
from apps.gamification.shop.history import in_words

PAGE = 20


@require_safe
@login_required
def coins(request: HttpRequest) -> HttpResponse:
    """What one has, and what came and went; nothing of it for who hides all of it."""
    person = person_of(request)
    if member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Coins")})
    page = Paginator(movements(person), PAGE).get_page(request.GET.get("page"))
    context = {"coins": coins_of(person), "page": page, "movements": in_words(page.object_list)}
    return render(request, "gamification/coins.html", context)
