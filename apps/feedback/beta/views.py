from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.people.access import person_of
from apps.feedback.beta.models import BetaWish
from apps.feedback.beta.selectors import invitation_of, invitations_of
from apps.feedback.beta.services import respond, say_of_trial, wish


@login_required
@require_GET
def trials(request: HttpRequest) -> HttpResponse:
    """What one is invited to try, and whether one may be asked."""
    person = person_of(request)
    context = {
        "invitations": invitations_of(person),
        "wishes": BetaWish.objects.filter(person=person).exists(),
    }
    return render(request, "feedback/beta/trials.html", context)


@login_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    wish(person=person_of(request), is_on=request.POST.get("wish") == "yes")
    return redirect("feedback:beta")


@login_required
@require_GET
def invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    found = invitation_of(person_of(request), invitation_id)
    return render(request, "feedback/beta/invitation.html", {"invitation": found, "programme": found.programme})


@login_required
@require_POST
def answer(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Accept, decline, or leave again."""
    said = request.POST.get("answer", "")
    return redirect(respond(person=person_of(request), invitation_id=invitation_id, answer=said))


@login_required
@require_POST
def fixed(request: HttpRequest, invitation_id: int) -> HttpResponse:
    is_fixed = request.POST.get("fixed") == "yes"
    return redirect(say_of_trial(person=person_of(request), invitation_id=invitation_id, is_fixed=is_fixed))
