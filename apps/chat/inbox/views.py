"""The list of conversations."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.people.access import person_of
from apps.chat.availability.away import away_now
from apps.chat.candidates.selectors import MOST_TAGS, tags_of
from apps.chat.conversations.places import has_places
from apps.chat.groups.selectors import invitations_of
from apps.chat.inbox.catching_up import catch_up, end_catching_up, note_visit
from apps.chat.inbox.due import with_dues
from apps.chat.inbox.grouping import by_job
from apps.chat.inbox.page import InboxPage, inbox_page, line_of
from apps.chat.inbox.queue import Wanted, section_counts
from apps.chat.inbox.selectors import entry_for, participants_in_inbox
from apps.chat.messages.wording import SYSTEM_WORDS
from apps.chat.reading.catching_up import cursor_of
from apps.ui.fragments import sheet_or_page


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    me = person_of(request)
    more = {
        "is_away": away_now(me, now=timezone.now()) is not None,
        "invitation_count": invitations_of(me).count(),
    }
    return render(request, "chat/inbox.html", inbox_context(request) | more)


@require_safe
@login_required
def lines(request: HttpRequest) -> HttpResponse:
    """The list alone, as filtered: for the script that keeps it fresh."""
    return render(request, "chat/_lines.html", {"inbox": page_of(request), "open_id": _number(request, "open")})


@require_safe
@login_required
def line(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """One line. Its section stands in the markup, so that the script knows where it belongs."""
    me, now = person_of(request), timezone.now()
    (entry,) = with_dues([entry_for(me, conversation_id)], me, now=now)
    return render(
        request, "chat/_line.html", {"line": line_of(entry, me, now=now), "open_id": _number(request, "open")}
    )


@require_safe
@login_required
def counts(request: HttpRequest) -> HttpResponse:
    """How many lie in each section, "mine:3 new:12": for the chips of a page that stays open."""
    me = person_of(request)
    found = section_counts(me, mine=participants_in_inbox(me), is_large=has_places(me.pk))
    return HttpResponse(" ".join(f"{section}:{count}" for section, count in found.items()), content_type="text/plain")


@require_safe
@login_required
def filters(request: HttpRequest) -> HttpResponse:
    """The inbox by job and by tag, for the sheet."""
    me = person_of(request)
    context = {"jobs": by_job(me, now=timezone.now()), "tags": tags_of(me)[:MOST_TAGS]}
    return sheet_or_page(
        request, "chat/_inbox_filters.html", _("By job and tag"), context, back=to_inbox(), css="chat/chat.css"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def catching_up(request: HttpRequest) -> HttpResponse:
    """What happened while one was away, for the sheet; posting says that it was seen."""
    me, now = person_of(request), timezone.now()
    if request.method == "POST":
        end_catching_up(request.session)
        return redirect("chat:inbox")
    since = note_visit(request.session, now=now) or now - timedelta(days=max(1, min(_number(request, "days") or 3, 60)))
    found = catch_up(me, since=since, now=now)
    context = {"found": found, "lines": [line_of(entry, me, now=now) for entry in found.entries]}
    return sheet_or_page(
        request, "chat/_catching_up.html", _("While you were away"), context, back=to_inbox(), css="chat/chat.css"
    )


def to_inbox() -> tuple[str, str]:
    """The way back from a page that stands over the inbox."""
    return reverse("chat:inbox"), _("Inbox")


def inbox_context(request: HttpRequest) -> dict[str, object]:
    # Read before the list, so that what changes meanwhile counts as news.
    number = person_of(request).pk
    return {
        "cursor": cursor_of([number])[number],
        "inbox": page_of(request),
        "away_since": note_visit(request.session, now=timezone.now()),
        "system_words": {name: str(text) for name, text in SYSTEM_WORDS.items()},
    }


def page_of(request: HttpRequest) -> InboxPage:
    return inbox_page(person_of(request), wanted_of(request), now=timezone.now())


def wanted_of(request: HttpRequest) -> Wanted:
    return Wanted(
        section=request.GET.get("section", ""),
        query=request.GET.get("q", "").strip()[:80],
        job=_number(request, "job"),
        tag=_number(request, "tag"),
        mentioned=bool(_number(request, "mentioned")),
        offset=_number(request, "offset"),
    )


def _number(request: HttpRequest, name: str) -> int:
    """A query parameter as a number up to nine digits, else 0."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0
