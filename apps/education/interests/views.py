from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.education.interests.selectors import pushed_for, pushed_to, standing_topics
from apps.education.interests.services import note_opening, refuse, set_interest

SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def interests(request: HttpRequest) -> HttpResponse:
    """Topics, what one said of each and why one is there; and what one was told of lately."""
    person = person_of(request)
    if request.method == "POST":
        topic = request.POST.get("topic", "")
        set_interest(person=person, topic=topic, stance=request.POST.get("stance", ""))
        return redirect("education:interests")
    found = standing_topics(person)
    sections = {
        "fields": [one for one in found if one.topic.is_field],
        "courses": [one for one in found if not one.topic.is_field],
        "pushed": pushed_to(person)[:SHOWN],
    }
    return render(request, "education/interests/interests.html", sections)


@require_safe
@login_required
def pushed(request: HttpRequest, pushed_id: int) -> HttpResponse:
    """On to what one was told of; it may have been withdrawn since."""
    person = person_of(request)
    found = pushed_for(person, pushed_id)
    if not pushed_to(person).filter(pk=found.pk).exists():
        messages.info(request, _("“%(title)s” isn't there any more.") % {"title": found.title})
        return redirect("education:interests")
    note_opening(pushed=found)
    return redirect(found.url)


@require_POST
@login_required
def less(request: HttpRequest, pushed_id: int) -> HttpResponse:
    refuse(pushed=pushed_for(person_of(request), pushed_id))
    messages.success(request, _("Nothing of this topic comes any more."))
    return redirect("education:interests")
