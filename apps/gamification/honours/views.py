from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.errors import DomainError, NotFound
from apps.gamification.honours.selectors import as_shown, open_ballots, past_ballots
from apps.gamification.honours.services import cast_vote
from apps.gamification.members.selectors import member_of

PAGE = 12


@require_safe
@login_required
def honours(request: HttpRequest) -> HttpResponse:
    """The votes that are open, and what was decided before."""
    person, now = person_of(request), timezone.now()
    if member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Awards of the month")})
    page = Paginator(past_ballots(), PAGE).get_page(request.GET.get("page"))
    context = {
        "open": as_shown(open_ballots(now=now), person, now=now),
        "page": page,
        "past": as_shown(page.object_list, person, now=now),
    }
    return render(request, "gamification/honours.html", context)


@require_POST
@login_required
def vote(request: HttpRequest, ballot_id: int) -> HttpResponse:
    chosen = request.POST.get("candidate", "")
    if not chosen.isascii() or not chosen.isdecimal() or len(chosen) > 18:
        raise NotFound
    try:
        cast_vote(voter=person_of(request), ballot_id=ballot_id, nominee_id=int(chosen), now=timezone.now())
    except NotFound:
        raise
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Your vote counts. You may change it until the end."))
    return redirect("gamification:honours")
