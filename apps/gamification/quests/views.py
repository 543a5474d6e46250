from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.gamification.members.selectors import member_of
from apps.gamification.quests.selectors import campaigns_of, missions_of


@require_safe
@login_required
def missions(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Missions")})
    states = missions_of(person)
    campaigns = campaigns_of(person, states)
    shown = {state.mission.pk for campaign in campaigns for state in campaign.missions}
    context = {
        "campaigns": campaigns,
        "missions": [state for state in states if state.mission.pk not in shown],
    }
    return render(request, "gamification/missions.html", context)
