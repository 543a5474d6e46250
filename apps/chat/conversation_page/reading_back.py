"""Reading back: what a message said before, and a whole conversation on paper."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.chat.conversation_page.rows import Row, rows
from apps.chat.conversation_page.selectors import quoted_by
from apps.chat.conversations.selectors import participants_of
from apps.chat.files.wording import called
from apps.chat.inbox.page import line_of
from apps.chat.inbox.selectors import entry_for
from apps.chat.messages.history import versions_of
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.selectors import detailed
from apps.chat.messages.wording import preview

A_SHEET = 500
"""Messages on one page of the print."""


@require_safe
@login_required
def history(request: HttpRequest, conversation_id: int, message_id: int) -> HttpResponse:
    """The versions of an edited message, in the sheet or as a page."""
    versions = versions_of(person_of(request), message_id, conversation_id=conversation_id)
    template = "chat/_history.html" if request.headers.get("HX-Request") else "chat/history.html"
    return render(request, template, {"versions": versions, "conversation_id": conversation_id})


@dataclass(frozen=True, slots=True)
class Printed:
    """A row on paper, with what it says where that isn't text, and what its files are called."""

    row: Row
    text: str
    files: list[str]


@require_safe
@login_required
def on_paper(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """All that was said, with names and times, from the beginning; so many messages a page."""
    viewer = person_of(request)
    entry = entry_for(viewer, conversation_id)
    head = entry.conversation.head_seq
    last_page = max(1, -(-head // A_SHEET))
    number = _page_of(request, last_page)
    # Numbers have no gaps: a page is a span of them.
    first = (number - 1) * A_SHEET
    span = Message.objects.filter(conversation=conversation_id, seq__gt=first, seq__lte=first + A_SHEET)
    found = detailed(span.order_by("seq"))
    names = {one["user"]: one["name"] for one in participants_of(entry.conversation, viewer)}
    dicts = [message_dict(message) for message in found]
    shown = rows(
        dicts, viewer=viewer, names=names, unread_from=None, quoted=quoted_by(found), status_of_last="", is_group=True
    )
    context: dict[str, Any] = {
        "line": line_of(entry, viewer, now=timezone.now()),
        "id": conversation_id,
        "rows": [Printed(row, _text(row, names), _files(row)) for row in shown],
        "now": timezone.localtime(),
        "page": number,
        "last_page": last_page,
        "previous": number - 1,
        "next": number + 1 if number < last_page else 0,
    }
    return render(request, "chat/print.html", context)


def _text(row: Row, names: dict[int, str]) -> str:
    """A card and a message taken back in one line."""
    if row.kind != "message":
        return ""
    if row.message["recalled_at"] or row.message["kind"] == "card":
        return preview(row.message, names)
    return row.text


def _files(row: Row) -> list[str]:
    return [called(one["form"], one["name"], one["facts"]) for one in row.message.get("attachments", [])]


def _page_of(request: HttpRequest, last_page: int) -> int:
    value = request.GET.get("page", "1")
    return min(max(int(value), 1), last_page) if value.isascii() and value.isdecimal() and len(value) < 9 else 1
