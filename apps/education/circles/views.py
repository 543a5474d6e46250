from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.education.circles.selectors import circle_for, standings
from apps.education.circles.services import join, leave


@login_required
@require_safe
def circles(request: HttpRequest) -> HttpResponse:
    """Groups by field: one's own, those that fit, and the others."""
    found = standings(person_of(request))
    sections = {
        "own": [one for one in found if one.is_member],
        "recommended": [one for one in found if not one.is_member and one.reason],
        "others": [one for one in found if not one.is_member and not one.reason],
    }
    return render(request, "education/circles/circles.html", sections)


@login_required
@require_POST
def membership(request: HttpRequest, slug: str) -> HttpResponse:
    person, circle = person_of(request), circle_for(slug)
    if request.POST.get("joined") == "no":
        leave(circle=circle, person=person)
    else:
        join(circle=circle, person=person)
    return redirect(circle)
