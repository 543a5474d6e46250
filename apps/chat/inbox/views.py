"""The list of conversations."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.chat.inbox.page import InboxPage, inbox_page, line_of
from apps.chat.inbox.selectors import Section, entry_for
from apps.chat.messages.wording import SYSTEM_WORDS
from apps.chat.reading.catching_up import cursor_of


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    return render(request, "chat/inbox.html", inbox_context(request))


@require_safe
@login_required
def lines(request: HttpRequest) -> HttpResponse:
    """The list alone, as filtered: for the script that keeps it fresh."""
    return render(request, "chat/_lines.html", {"inbox": page_of(request), "open_id": _number(request, "open")})


@require_safe
@login_required
def line(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """One line. Its section stands in the markup, so that the script knows where it belongs."""
    found = line_of(entry_for(person_of(request), conversation_id), person_of(request), now=timezone.now())
    return render(request, "chat/_line.html", {"line": found, "open_id": _number(request, "open")})


def inbox_context(request: HttpRequest) -> dict[str, object]:
    # Read before the list, so that what changes meanwhile counts as news.
    number = person_of(request).pk
    return {
        "cursor": cursor_of([number])[number],
        "inbox": page_of(request),
        "sections": [(value, label) for value, label in Section.choices],
        "system_words": {name: str(text) for name, text in SYSTEM_WORDS.items()},
    }


def page_of(request: HttpRequest) -> InboxPage:
    return inbox_page(
        person_of(request),
        section=request.GET.get("section", ""),
        query=request.GET.get("q", "").strip()[:80],
        offset=_number(request, "offset"),
        now=timezone.now(),
    )


def _number(request: HttpRequest, name: str) -> int:
    """A query parameter as a number up to nine digits, else 0."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0
