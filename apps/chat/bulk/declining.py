"""Declining many from the inbox: a reason, a text for each that can be changed, and how each one went."""

from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.people.access import person_of
from apps.chat.bulk.services import selected
from apps.chat.closing.bulk import draft_declines, start_bulk_decline
from apps.chat.closing.models import DeclineReason
from apps.chat.closing.selectors import bulk_decline_of, progress_of, reasons_for
from apps.errors import DomainError, InvalidInput


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decline_many(request: HttpRequest) -> HttpResponse:
    """First the reason, then the texts; posting them sends each on its way."""
    by = person_of(request)
    data = request.POST if request.method == "POST" else request.GET
    ids = [int(value) for value in data.getlist("c") if value.isascii() and value.isdecimal() and len(value) < 19]
    chosen = selected(by, ids)
    context: dict[str, object] = {
        "chosen": chosen,
        "reasons": reasons_for(DeclineReason.Side.COMPANY),
        "reason": data.get("reason", ""),
        "request_id": data.get("request_id") or uuid4(),
    }
    if request.method == "POST":
        return _send(request, context)
    if reason := data.get("reason"):
        drafts = draft_declines(by=by, conversation_ids=[one.pk for one in chosen], reason=reason)
        drafted = {draft.conversation.pk for draft in drafts}
        context |= {
            "texts": [(draft.conversation, draft.text) for draft in drafts],
            "left_out": [one for one in chosen if one.pk not in drafted],
        }
    return render(request, "chat/_decline_many.html", context)


def _send(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    by = person_of(request)
    chosen = selected(by, [int(value) for value in request.POST.getlist("c") if value.isdecimal()])
    texts = {one.pk: request.POST[f"text-{one.pk}"] for one in chosen if f"text-{one.pk}" in request.POST}
    try:
        run = start_bulk_decline(by=by, texts=texts, request_id=_uuid(request), reason=request.POST.get("reason", ""))
    except DomainError as refusal:
        context |= {"texts": [(one, texts[one.pk]) for one in chosen if one.pk in texts], "error": str(refusal)}
        return render(request, "chat/_decline_many.html", context, status=422)
    response = render(request, "chat/_declined_many.html", {"run": run, "progress": progress_of(run)})
    response["HX-Trigger"] = "rapport:selected-done"
    return response


@require_safe
@login_required
def declined_many(request: HttpRequest, run_id: int) -> HttpResponse:
    """How many are sent, and why others weren't."""
    run = bulk_decline_of(person_of(request), run_id)
    refused = run.items.filter(state="refused").select_related("conversation__candidate")
    context = {"run": run, "progress": progress_of(run), "refused": refused[:100]}
    return render(request, "chat/_declined_many.html", context)


def _uuid(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("request_id", ""))
    except ValueError as error:
        raise InvalidInput(field="request_id") from error
