from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.education.rehearsals import services
from apps.education.rehearsals.errors import NothingSaid, PracticeMovedOn, SaidTooMuch
from apps.education.rehearsals.models import MAX_SAID
from apps.education.rehearsals.selectors import offers, practice_of, rehearsal_for, rehearsals_for, stage_of


@login_required
@require_safe
def rehearsals(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    return render(request, "education/rehearsals.html", {"offers": offers(list(rehearsals_for(person)), person)})


@login_required
@require_safe
def rehearsal(request: HttpRequest, slug: str) -> HttpResponse:
    stage = stage_of(rehearsal_for(slug), person_of(request))
    return render(request, "education/rehearsal.html", {"stage": stage, "max_length": MAX_SAID})


@login_required
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    found = rehearsal_for(slug)
    services.begin(rehearsal=found, person=person_of(request))
    return redirect(found)


@login_required
@require_POST
def reply(request: HttpRequest, slug: str) -> HttpResponse:
    """What was written stays in the box where it couldn't be taken."""
    found, person = rehearsal_for(slug), person_of(request)
    text, step = request.POST.get("text", ""), request.POST.get("step", "")
    try:
        services.reply(
            practice=practice_of(found, person), step=int(step) if step.isdecimal() and len(step) < 4 else -1, text=text
        )
    except (NothingSaid, SaidTooMuch, PracticeMovedOn) as error:
        context = {"stage": stage_of(found, person), "max_length": MAX_SAID, "error": error, "text": text}
        return render(request, "education/rehearsal.html", context, status=error.status)
    return redirect(f"{found.get_absolute_url()}#now")
