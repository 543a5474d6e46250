"""The people whom one has blocked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.accounts.people.services import unblock as take_back
from apps.chat.safety.selectors import blocks_of

PAGE_SIZE = 25


@require_safe
@login_required
def blocked(request: HttpRequest) -> HttpResponse:
    page = Paginator(blocks_of(person_of(request)), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "chat/safety/blocked.html", {"page": page})


@require_POST
@login_required
def unblock(request: HttpRequest, person_id: int) -> HttpResponse:
    """Whoever isn't blocked any more, because it was tapped twice, stays so."""
    me = person_of(request)
    if (made := blocks_of(me).filter(blocked=person_id).first()) is not None:
        take_back(blocker=me, blocked=made.blocked)
        messages.success(request, _("%(name)s is no longer blocked.") % {"name": made.blocked.name})
    return redirect("chat:blocked")
