"""The page on which everything of one's own is found, and the same within what is shown over any page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.people.access import person_of
from apps.chat.conversations.selectors import conversation_for
from apps.chat.inbox.page import line_of
from apps.chat.inbox.selectors import entry_for
from apps.chat.search.registry import source_named, sources
from apps.chat.search.selectors import MESSAGES, Section, find_in_all, wanted_of
from apps.language.searching import MAX_QUERY

PAGE = 20


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Of all kinds the first, or a page of one kind; `in` is the one conversation whose messages are searched."""
    return render(request, "chat/search/search.html", _context(request))


@require_safe
@login_required
def found(request: HttpRequest) -> HttpResponse:
    """The results alone, while somebody types."""
    return render(request, "chat/search/_found.html", _context(request))


@require_safe
@login_required
def palette(request: HttpRequest) -> HttpResponse:
    """The field and its results, to be shown over any page."""
    return render(request, "chat/search/_palette.html", _context(request))


def _context(request: HttpRequest) -> dict[str, object]:
    me = person_of(request)
    wanted = wanted_of(request.GET.get("q", ""), after=request.GET.get("after", "")[:80], limit=PAGE)
    source = source_named(request.GET.get("kind", ""))
    within = _number(request, "in")
    context: dict[str, object] = {
        "q": wanted.query,
        "kind": source.key if source else "",
        "sources": sources(),
        "max_length": MAX_QUERY,
        "is_searchable": bool(wanted.sought),
        "within": within,
    }
    if within:
        conversation = conversation_for(me, within)
        context["within_name"] = line_of(entry_for(me, conversation.pk), me, now=timezone.now()).name
        wanted, source = wanted._replace(conversation=conversation.pk), source_named(MESSAGES)
    if not wanted.query:
        return context
    sections = [Section(source, source.find(me, wanted))] if source else find_in_all(me, wanted.query)
    return context | {"sections": [one for one in sections if one.results.found or one.results.next], "asked": True}


def _number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0
