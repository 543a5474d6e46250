"""The sheets of what is done with many conversations at once, of the keys, and of going somewhere by name."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.people.access import person_of
from apps.chat.bulk.services import Outcome, archive_many, hand_over_many, selected, tag_many
from apps.chat.candidates.selectors import MOST_TAGS, tags_of
from apps.chat.inbox.views import to_inbox
from apps.chat.participants.selectors import colleague, colleagues_of
from apps.errors import InvalidInput, NotFound
from apps.ui.fragments import sheet_or_page

SHEETS = ("archive", "tag", "hand-over")
MOST_COLLEAGUES = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bulk(request: HttpRequest, action: str) -> HttpResponse:
    """Asks what the action needs to know; posting to it does it and says how it went."""
    if action not in SHEETS:
        raise NotFound
    by = person_of(request)
    data = request.POST if request.method == "POST" else request.GET
    ids = [int(value) for value in data.getlist("c") if value.isascii() and value.isdecimal() and len(value) < 19]
    context: dict[str, object] = {"action": action, "chosen": selected(by, ids)}
    if request.method == "POST":
        try:
            context["outcome"] = _done(request, action, ids)
        except (InvalidInput, NotFound) as refusal:
            context["error"] = str(refusal)
    context |= {
        "colleagues": colleagues_of(by)[:MOST_COLLEAGUES],
        "tags": tags_of(by)[:MOST_TAGS],
        "typed": {name: request.POST.get(name, "") for name in ("tag", "words")},
    }
    response = render(request, "chat/_bulk.html", context, status=422 if "error" in context else 200)
    if "outcome" in context:
        response["HX-Trigger"] = "rapport:selected-done"
    return response


def _done(request: HttpRequest, action: str, ids: list[int]) -> Outcome:
    by = person_of(request)
    if action == "archive":
        return archive_many(by=by, conversation_ids=ids)
    if action == "tag":
        return tag_many(by=by, conversation_ids=ids, name=request.POST.get("tag", ""))
    number = request.POST.get("to", "")
    to = colleague(by, int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0)
    return hand_over_many(by=by, conversation_ids=ids, to=to, words=request.POST.get("words", ""))


@require_safe
@login_required
def keys(request: HttpRequest) -> HttpResponse:
    """What each key does."""
    return sheet_or_page(request, "chat/_keys.html", _("Keys"), {}, back=to_inbox(), css="chat/chat.css")
