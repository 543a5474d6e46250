"""One's interviews on a page, their calendar's files, and the sheet in which other times are chosen."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.people.access import person_of
from apps.chat.cards.selectors import card_for, face_of
from apps.chat.cards.services import act
from apps.chat.interviews.calendars import calendar_response
from apps.chat.interviews.rows import row_of
from apps.chat.interviews.selectors import past, upcoming, waiting
from apps.chat.sending.client_ids import client_id_in
from apps.errors import Conflict, DomainError, InvalidInput, NotFound

PAGE = 20
MOST_WAITING = 50


@require_safe
@login_required
def interviews(request: HttpRequest) -> HttpResponse:
    """What comes, what waits for a time, what was."""
    person = person_of(request)
    shows_past = request.GET.get("show") == "past"
    found = past(person) if shows_past else upcoming(person)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    asked = [] if shows_past or page.number > 1 else list(waiting(person)[:MOST_WAITING])
    context = {
        "page": page,
        "rows": [row_of(interview, person) for interview in page],
        "waiting": [row_of(interview, person) for interview in asked],
        "shows_past": shows_past,
    }
    return render(request, "chat/interviews/list.html", context)


@require_safe
@login_required
def calendar(request: HttpRequest, interview_id: int) -> HttpResponse:
    return calendar_response(person_of(request), interview_id)


TIMES_ACTIONS = ("propose", "offer", "move")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def times(request: HttpRequest, conversation_id: int, card_id: int, action: str) -> HttpResponse:
    """Other times for an interview, chosen from a calendar: in a sheet, or on a page of its own."""
    person = person_of(request)
    card = card_for(person, conversation_id, card_id)
    deed = face_of(card, person).deed(action)
    if action not in TIMES_ACTIONS or (deed is None and request.method != "POST"):
        raise NotFound
    is_fragment = getattr(request, "htmx", False)
    error: DomainError | None = None
    if request.method == "POST":
        try:
            act(card=card, actor=person, action=action, data=request.POST, client_id=client_id_in(request))
        except (InvalidInput, Conflict) as refused:
            error = refused
        else:
            if not is_fragment:
                return redirect(f"{reverse('chat:conversation', args=[conversation_id])}#message-{card_id}")
            response = HttpResponse(status=204)
            response["HX-Trigger"] = "rapport:close-overlays"
            return response
    context = {
        "title": deed.action.label if deed else _("Other times"),
        "url": request.path,
        "conversation_id": conversation_id,
        "error": error,
        "typed": request.POST if error else {},
        "client_id": uuid4(),
    }
    template = "chat/interviews/_times.html" if is_fragment else "chat/interviews/times.html"
    return render(request, template, context, status=422 if error else 200)
