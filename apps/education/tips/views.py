from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.accounts.people.access import person_of
from apps.education.tips.meeting import set_tips
from apps.education.tips.selectors import listed, tips_for, wants_tips

MOST = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tips(request: HttpRequest) -> HttpResponse:
    """All tips, to be read at one's ease, and the switch for those that come by themselves."""
    person = person_of(request)
    if request.method == "POST":
        set_tips(person=person, is_on=request.POST.get("is_on") == "yes")
        messages.success(request, _("Saved."))
        return redirect("education:tips")
    found = [listed(tip) for tip in tips_for(person)[:MOST]]
    return render(request, "education/tips.html", {"tips": found, "is_on": wants_tips(person)})
