from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.accounts.people.access import person_of
from apps.errors import DomainError, NotFound
from apps.gamification.kudos.models import Kudos
from apps.gamification.kudos.selectors import A_DAY, left_today, thanks_of, to_thank
from apps.gamification.kudos.services import give_thanks
from apps.gamification.members.selectors import member_of

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def thanks(request: HttpRequest) -> HttpResponse:
    """What one received and whom one may thank; a POST thanks one of them."""
    person = person_of(request)
    if request.method == "POST":
        return _give(request)
    if member_of(person).hides_all:
        return render(request, "gamification/hidden.html", {"page_title": _("Thanks")})
    return _thanks(request)


def _give(request: HttpRequest) -> HttpResponse:
    receiver = request.POST.get("to", "")
    if not receiver.isascii() or not receiver.isdecimal() or len(receiver) > 18:
        raise NotFound
    try:
        kudos, is_new = give_thanks(
            giver=person_of(request),
            receiver_id=int(receiver),
            reason=request.POST.get("reason", ""),
            now=timezone.now(),
        )
    except NotFound:
        raise
    except DomainError as error:
        return _thanks(request, error=str(error), status=error.status)
    said = _("You thanked %(name)s.") if is_new else _("You thanked %(name)s already.")
    messages.success(request, said % {"name": kudos.receiver.name})
    return redirect("gamification:thanks")


def _thanks(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    context = {
        "page": Paginator(thanks_of(person), PAGE).get_page(request.GET.get("page")),
        "people": to_thank(person, now=now),
        "left": left_today(person, now=now),
        "most": A_DAY,
        "reasons": Kudos.Reason.choices,
        "error": error,
    }
    return render(request, "gamification/thanks.html", context, status=status)
