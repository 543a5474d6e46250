"""Saying no on a page: the reason is tapped, its text looked over, and sent."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.chat.closing.errors import NotDeclinable
from apps.chat.closing.features import DECLINES
from apps.chat.closing.models import DeclineReason
from apps.chat.closing.selectors import reasons_for, side_of
from apps.chat.closing.services import decline
from apps.chat.closing.wording import reader_of, words_for
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.selectors import conversation_for
from apps.chat.sending.client_ids import client_id_in
from apps.chat.stages.services import somebody_waits_for
from apps.errors import DomainError, NotAllowed, NotFound
from apps.experiments.services import feature_shown


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decline_page(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A fragment for a sheet, or a page of its own where no script runs. Posting with `pick` only changes the reason:
    the text follows it, unless somebody wrote in it; posting without sends."""
    me = person_of(request)
    conversation = conversation_for(me, conversation_id)
    if conversation.kind != Conversation.Kind.JOB or conversation.stage == Conversation.Stage.CLOSED:
        raise NotDeclinable
    if request.method != "POST" or "pick" in request.POST:
        return _form(request, conversation, me)
    try:
        decline(
            by=me,
            conversation_id=conversation.pk,
            words=request.POST.get("words", ""),
            reason=request.POST.get("reason", ""),
            client_id=client_id_in(request),
        )
    except (NotFound, NotAllowed):
        # No other words would mend it.
        raise
    except DomainError as refusal:
        return _form(request, conversation, me, error=refusal)
    return redirect("chat:conversation", conversation.pk)


def _form(
    request: HttpRequest, conversation: Conversation, me: User, *, error: DomainError | None = None
) -> HttpResponse:
    # Who goes without says no in words that are all their own.
    is_on = feature_shown(DECLINES, me, conversation=conversation.pk)
    reasons = reasons_for(side_of(conversation, me)) if is_on else []
    texts = {reason.key: words_for(reason, conversation, by=me) for reason in reasons}
    chosen = request.POST.get("reason") or next(iter(texts), "")
    context = {
        "conversation": conversation,
        "reader": reader_of(conversation, me),
        "reasons": reasons,
        "chosen": chosen,
        "words": _words(request.POST.get("words", ""), texts, chosen),
        "client_id": client_id_in(request),
        "is_waited_for": somebody_waits_for(me, conversation),
        "shows_jobs": side_of(conversation, me) == DeclineReason.Side.COMPANY,
        "error": error,
    }
    if "HX-Request" in request.headers:
        return render(request, "chat/closing/_form.html", context)
    return render(request, "chat/closing/decline.html", context, status=422 if error else 200)


def _words(written: str, texts: dict[str, str], chosen: str) -> str:
    """What somebody wrote stays; a text that was only proposed gives way to that of the reason."""
    plain = written.replace("\r\n", "\n").strip()
    return written if plain and plain not in texts.values() else texts.get(chosen, "")
