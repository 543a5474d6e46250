"""One conversation: its page, its parts that change by themselves, and what its menus do."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.accounts.people.services import block, unblock
from apps.chat.availability.promises import promise_answer
from apps.chat.availability.snooze import snooze
from apps.chat.closing.services import decline, move_or_decline, take_back_decline
from apps.chat.conversation_page.selectors import OpenConversation, around_conversation, conversation_page
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.selectors import conversation_for
from apps.chat.inbox.services import mark_unread, set_archived, set_muted, set_pinned
from apps.chat.inbox.views import inbox_context
from apps.chat.mentions.services import see_mentions
from apps.chat.messages.models import Message
from apps.chat.participants.selectors import colleague, successor
from apps.chat.participants.services import hand_over, leave_conversation
from apps.chat.pins.services import set_pinned_message
from apps.chat.sending.client_ids import client_id_in
from apps.chat.sending.services import send_message
from apps.chat.stages.proposing import answer_proposal, propose_stage
from apps.chat.stages.wording import stage_choices
from apps.chat.suggestions.services import show_suggestions
from apps.chat.topics.services import approve_offer, ask_a_person, decline_offer
from apps.errors import InvalidInput, NotFound


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """The page, with `at` around the message of this number; posting to it sends a message where no script runs."""
    if request.method == "POST":
        body = request.POST.get("body", "")
        send_message(sender=person_of(request), conversation_id=conversation_id, body=body, client_id=uuid4())
        return redirect("chat:conversation", conversation_id)
    opened = _opened(request, conversation_id)
    context = inbox_context(request) | {"open": opened, "open_id": conversation_id}
    return render(request, "chat/inbox.html", context)


@require_safe
@login_required
def open_fragment(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """The conversation alone, for opening it without loading the page anew."""
    return render(request, "chat/_conversation.html", {"open": _opened(request, conversation_id)})


def _opened(request: HttpRequest, conversation_id: int) -> OpenConversation:
    at = request.GET.get("at", "")
    number = int(at) if at.isascii() and at.isdecimal() and len(at) < 10 else 0
    opened = conversation_page(person_of(request), conversation_id, at=number)
    if opened.is_group:
        see_mentions(person=person_of(request), conversation_id=conversation_id)
    return opened


@require_safe
@login_required
def around(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """What stands around the log: it changes with the stage, with answers, with members."""
    return _around(request, around_conversation(person_of(request), conversation_id))


@require_safe
@login_required
def hints(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """What can be done next in one tap: the stage that was read from what was said, and replies to what was asked. It
    is fetched after the page, which waits for no reading of texts."""
    me = person_of(request)
    conversation = conversation_for(me, conversation_id)
    context = {
        "id": conversation_id,
        "proposal": propose_stage(conversation, me),
        "suggestions": show_suggestions(conversation, me),
        "stages": stage_choices(),
        "stage": conversation.stage,
    }
    return render(request, "chat/_hints.html", context)


@require_POST
@login_required
def act(request: HttpRequest, conversation_id: int, action: str) -> HttpResponse:
    """Does one thing with the conversation and answers with what stands around the log now."""
    if action not in ACTIONS:
        raise NotFound
    opened = around_conversation(person_of(request), conversation_id)
    toast, undo = ACTIONS[action](request, opened)
    if action == "leave":
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("chat:inbox")
        return response
    response = _around(request, around_conversation(person_of(request), conversation_id), toast=toast, undo=undo)
    if action in ("hand-over", "decline"):
        response["HX-Trigger-After-Swap"] = "rapport:close-overlays"
    return response


Done = tuple[str, str]
"""What a toast says, and the value that takes it back (empty when nothing does)."""


def _mute(request: HttpRequest, opened: OpenConversation) -> Done:
    on = _on(request)
    set_muted(user=person_of(request), conversation_id=opened.id, on=on)
    return (_("Muted. It stays in your inbox."), "off") if on else (_("No longer muted."), "")


def _pin(request: HttpRequest, opened: OpenConversation) -> Done:
    set_pinned(user=person_of(request), conversation_id=opened.id, on=_on(request))
    return "", ""


def _unpin_message(request: HttpRequest, opened: OpenConversation) -> Done:
    number = _number(request, "value")
    if not Message.objects.filter(pk=number, conversation=opened.id).exists():
        raise NotFound
    set_pinned_message(by=person_of(request), message_id=number, on=False)
    return _("Unpinned for everybody."), ""


def _archive(request: HttpRequest, opened: OpenConversation) -> Done:
    on = _on(request)
    set_archived(user=person_of(request), conversation_id=opened.id, on=on)
    return (_("Archived. A new message brings it back."), "off") if on else (_("Back in your inbox."), "")


def _unread(request: HttpRequest, opened: OpenConversation) -> Done:
    mark_unread(user=person_of(request), conversation_id=opened.id)
    return _("Marked unread."), ""


def _snooze(request: HttpRequest, opened: OpenConversation) -> Done:
    until = _snoozed_until(request.POST.get("value", ""), now=opened.now)
    snooze(user=person_of(request), conversation_id=opened.id, until=until)
    return (_("Snoozed. An answer brings it back earlier."), "off") if until else ("", "")


def _stage(request: HttpRequest, opened: OpenConversation) -> Done:
    stage, before = request.POST.get("value", ""), opened.conversation.stage
    words = request.POST.get("words", "")
    move_or_decline(by=person_of(request), conversation_id=opened.id, stage=stage, words=words)
    if stage == Conversation.Stage.CLOSED and before != stage:
        return _("Closed. Any message opens it again."), before
    return "", ""


def _decline(request: HttpRequest, opened: OpenConversation) -> Done:
    me = person_of(request)
    if not _on(request):
        take_back_decline(by=me, conversation_id=opened.id)
        return _("Taken back. The conversation is open again."), ""
    decline(
        by=me,
        conversation_id=opened.id,
        words=request.POST.get("words", ""),
        reason=request.POST.get("reason", ""),
        client_id=client_id_in(request),
    )
    return _("Sent, and closed. Any message opens it again."), "off"


def _proposal(request: HttpRequest, opened: OpenConversation) -> Done:
    answer_proposal(by=person_of(request), proposal_id=_number(request, "proposal"), accepts=_on(request))
    return "", ""


def _promise(request: HttpRequest, opened: OpenConversation) -> Done:
    promise_answer(user=person_of(request), conversation_id=opened.id)
    return _("Sent. We'll remind you."), ""


def _block(request: HttpRequest, opened: OpenConversation) -> Done:
    other = opened.line.person
    if not isinstance(other, User) or opened.is_support:
        raise NotFound
    if _on(request):
        block(blocker=person_of(request), blocked=other)
        return _("Blocked. Outside of groups neither of you hears from the other."), "off"
    unblock(blocker=person_of(request), blocked=other)
    return _("No longer blocked."), ""


def _leave(request: HttpRequest, opened: OpenConversation) -> Done:
    me, conversation = person_of(request), opened.conversation
    to = successor(me, conversation, _number(request, "to")) if request.POST.get("to") else None
    leave_conversation(user=me, conversation_id=opened.id, to=to)
    return "", ""


def _hand_over(request: HttpRequest, opened: OpenConversation) -> Done:
    to = colleague(person_of(request), _number(request, "to"))
    words = request.POST.get("words", "")
    hand_over(by=person_of(request), conversation_id=opened.id, to=to, words=words)
    return _("Handed over. %(name)s answers from now on.") % {"name": to.name}, ""


def _add_fact(request: HttpRequest, opened: OpenConversation) -> Done:
    approve_offer(
        approver=person_of(request),
        conversation=opened.conversation,
        message_id=_number(request, "message"),
        value=request.POST.get("value", ""),
    )
    return _("On the job card. It answers who asks next."), ""


def _no_fact(request: HttpRequest, opened: OpenConversation) -> Done:
    decline_offer(by=person_of(request), conversation=opened.conversation, message_id=_number(request, "message"))
    return "", ""


def _ask_person(request: HttpRequest, opened: OpenConversation) -> Done:
    ask_a_person(candidate=person_of(request), conversation=opened.conversation)
    return _("Sent on to a person."), ""


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise InvalidInput(field=name)
    return int(value)


ACTIONS: dict[str, Callable[[HttpRequest, OpenConversation], Done]] = {
    "mute": _mute,
    "pin": _pin,
    "unpin-message": _unpin_message,
    "archive": _archive,
    "unread": _unread,
    "snooze": _snooze,
    "stage": _stage,
    "decline": _decline,
    "proposal": _proposal,
    "promise": _promise,
    "block": _block,
    "hand-over": _hand_over,
    "leave": _leave,
    "add-fact": _add_fact,
    "no-fact": _no_fact,
    "ask-person": _ask_person,
}


def _on(request: HttpRequest) -> bool:
    value = request.POST.get("value", "on")
    if value not in ("on", "off"):
        raise InvalidInput(field="value")
    return value == "on"


def _snoozed_until(value: str, *, now: datetime) -> datetime | None:
    """evening: 19:00 today, later than that in two hours; tomorrow: 09:00; off: now."""
    if value == "off":
        return None
    local = timezone.localtime(now)
    if value == "evening":
        evening = local.replace(hour=19, minute=0, second=0, microsecond=0)
        return evening if local < evening - timedelta(minutes=30) else now + timedelta(hours=2)
    if value == "tomorrow":
        return datetime.combine(local.date() + timedelta(days=1), time(9), local.tzinfo)
    raise InvalidInput(field="value")


def _around(request: HttpRequest, opened: OpenConversation, *, toast: str = "", undo: str = "") -> HttpResponse:
    action = request.resolver_match.kwargs.get("action", "") if request.resolver_match else ""
    context = {"open": opened, "toast": toast, "undo": undo, "action": action}
    return render(request, "chat/_around.html", context)
