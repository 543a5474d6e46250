"""What waits for the company, as a page; and passing a conversation on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.selectors import conversation_for
from apps.chat.participants.selectors import colleagues_of
from apps.chat.participants.services import MAX_WORDS, join_conversation
from apps.chat.team.selectors import by_job, by_person, unanswered
from apps.errors import NotFound

PAGE = 30
MOST_COLLEAGUES = 50


@require_safe
@login_required
def team(request: HttpRequest) -> HttpResponse:
    """Who waits for the company: by person, by job, oldest first."""
    me = person_of(request)
    person, job = _number(request, "person"), _number(request, "job")
    page = Paginator(unanswered(me, person=person, job=job), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "people": by_person(me), "jobs": by_job(me), "person": person, "job": job}
    return render(request, "chat/team.html", context)


@require_POST
@login_required
def join(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Takes a colleague's conversation over, with a sentence that the candidate reads."""
    words = request.POST.get("words", "")
    join_conversation(by=person_of(request), conversation_id=conversation_id, words=words, take_over=True)
    messages.success(request, _("You answer here from now on."))
    return redirect("chat:conversation", conversation_id)


@require_safe
@login_required
def hand_over_sheet(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """To whom, and what the candidate reads. The sentence begins in the candidate's language."""
    me = person_of(request)
    conversation = conversation_for(me, conversation_id)
    if conversation.kind != Conversation.Kind.JOB or me.pk == conversation.candidate_id or me.company_id is None:
        raise NotFound
    if "HX-Request" not in request.headers:
        return redirect("chat:conversation", conversation_id)
    candidate = conversation.candidate
    with override(candidate.language if candidate else me.language):
        words = _("My colleague knows more about this than I do and will answer you here.")
    context = {
        "conversation": conversation,
        "colleagues": colleagues_of(me)[:MOST_COLLEAGUES],
        "words": words,
        "max_words": MAX_WORDS,
    }
    return render(request, "chat/_hand_over.html", context)


def _number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0
