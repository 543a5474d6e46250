"""The list of what was sent in a conversation, in the sheet or as a page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.chat.conversation_page.sent import KINDS, PICTURES, sent_in
from apps.chat.conversations.selectors import conversation_for, participants_of


@require_safe
@login_required
def sent(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """One kind at a time, so many a page; what the address asks for and doesn't exist is the first."""
    viewer = person_of(request)
    conversation = conversation_for(viewer, conversation_id)
    kind = request.GET.get("kind", PICTURES)
    kind = kind if kind in KINDS else PICTURES
    value = request.GET.get("before", "")
    before = int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else None
    page = sent_in(conversation, kind, before=before)
    names = {one["user"]: one["name"] for one in participants_of(conversation, viewer)}
    context = {
        "conversation_id": conversation_id,
        "kind": kind,
        "kinds": KINDS.items(),
        "rows": [(one, names.get(one.sender or 0, "")) for one in page.results],
        "next": page.next,
        "is_first": before is None,
    }
    return render(request, "chat/_sent.html" if request.headers.get("HX-Request") else "chat/sent.html", context)
