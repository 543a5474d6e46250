from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.accounts.sessions.forms import INVITE_KEY
from apps.errors import NotFound
from apps.gamification.members.selectors import member_of
from apps.gamification.referrals.deeds import REFERRAL
from apps.gamification.referrals.selectors import address_of, invited_by, inviter_of, states_of
from apps.gamification.referrals.services import link_of
from apps.gamification.rules.reading import words_for
from apps.gamification.rules.selectors import rules_in_force

PAGE = 20


@require_safe
@login_required
def invitations(request: HttpRequest) -> HttpResponse:
    """One's link, what it brings, and what became of those who came by it, without who they are."""
    person = person_of(request)
    if member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Invite somebody")})
    page = Paginator(invited_by(person), PAGE).get_page(request.GET.get("page"))
    context = {
        "address": address_of(link_of(person)),
        "page": page,
        "invited": states_of(person, list(page.object_list)),
        "rules": words_for(person, rules_in_force(deeds=[REFERRAL]), now=timezone.now()),
    }
    return render(request, "gamification/invitations.html", context)


@require_safe
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Where the link leads: visitors are remembered until they sign up."""
    inviter = inviter_of(code)
    if inviter is None:
        raise NotFound
    if not request.user.is_authenticated:
        request.session[INVITE_KEY] = code
    return render(request, "gamification/invitation.html", {"inviter": inviter})
