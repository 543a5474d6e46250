from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.accounts.people.access import person_of
from apps.errors import DomainError, NotFound
from apps.gamification.appeals.models import MOST
from apps.gamification.appeals.selectors import last_appeal, line_of_award, may_appeal
from apps.gamification.appeals.services import appeal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def look_again(request: HttpRequest, award_id: int) -> HttpResponse:
    """What became of an award, and asking that somebody looks at it again."""
    person = person_of(request)
    error, status = "", 200
    if request.method == "POST":
        try:
            appeal(person=person, award_id=award_id, text=request.POST.get("text", ""), now=timezone.now())
            messages.success(request, _("It has arrived. Somebody else than who took it back looks at it."))
            return redirect("gamification:look_again", award_id)
        except NotFound:
            raise
        except DomainError as refusal:
            error, status = str(refusal), refusal.status
    context = {
        "line": line_of_award(person, award_id),
        "appeal": last_appeal(person, award_id),
        "may_appeal": may_appeal(person, award_id),
        "text": request.POST.get("text", ""),
        "most": MOST,
        "error": error,
    }
    return render(request, "gamification/look_again.html", context, status=status)
