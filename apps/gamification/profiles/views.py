from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.gamification.badges.titles import titles_of, wear_title
from apps.gamification.creators.selectors import creator_of, titles_for
from apps.gamification.members.selectors import member_of
from apps.gamification.profiles.selectors import profile_of


@require_safe
@login_required
def profile(request: HttpRequest, person_id: int) -> HttpResponse:
    """What somebody is proud of; one's own, with the titles that one may wear."""
    viewer = person_of(request)
    shown = profile_of(person_id, viewer=viewer)
    member = member_of(viewer)
    if shown.is_mine and member.hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("My page")})
    context: dict[str, Any] = {"profile": shown, "worn": member.title_badge_id}
    if shown.is_mine:
        context["titles"] = list(titles_of(viewer))
        context["creator"] = creator = creator_of(viewer)
        context["creator_titles"] = titles_for(viewer, creator, now=timezone.now())
    return render(request, "gamification/profile.html", context)


@require_POST
@login_required
def title(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    member = wear_title(person=person, badge_key=request.POST.get("badge", ""))
    worn = member.title_badge
    messages.success(request, _("Beside your name: %(title)s.") % {"title": worn.title} if worn else _("No title now."))
    return redirect("gamification:profile", person.pk)
