"""Groups as pages: opening one, its people, and the ways into it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.chat.groups import joining, services
from apps.chat.groups.errors import LinkOver
from apps.chat.groups.selectors import (
    MOST_OFFERED,
    addressable,
    group_of,
    invitation_for,
    invitations_of,
    joins_at_once,
    link_by_token,
    matches,
    preview_of,
)
from apps.chat.groups.serializers import MOST_AT_ONCE
from apps.chat.sending.client_ids import client_id_in
from apps.chat.sending.services import new_client_id
from apps.errors import DomainError, InvalidInput, NotFound
from apps.language.pinyin import pinyin_keys

MOST_INVITATIONS = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A name, and whom to bring in."""
    me = person_of(request)
    error = ""
    if request.method == "POST":
        try:
            title, client_id = request.POST.get("title", ""), client_id_in(request)
            conversation = joining.open_and_fill(by=me, title=title, people=_people_in(request), client_id=client_id)
            return redirect("chat:conversation", conversation.pk)
        except InvalidInput:
            error = _("Give the group a name of up to 120 characters.")
        except DomainError as refusal:
            error = str(refusal)
    context = _offer(me, words=request.POST.get("q", ""), chosen=_chosen(request)) | {
        "title": request.POST.get("title", ""),
        "max_title": services.MAX_TITLE,
        "client_id": request.POST.get("client_id") or new_client_id(),
        "error": error,
    }
    return render(request, "chat/groups/new.html", context, status=422 if error else 200)


@require_safe
@login_required
def people(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Who is in the group, in the sheet or as a page; for its owner and admins, what they may do."""
    return _people_page(request, conversation_id)


@require_POST
@login_required
def act(request: HttpRequest, conversation_id: int, action: str) -> HttpResponse:
    if action not in ACTIONS:
        raise NotFound
    me = person_of(request)
    group_of(me, conversation_id, now=timezone.now())
    try:
        ACTIONS[action](request, me, conversation_id)
    except DomainError as refusal:
        return _people_page(request, conversation_id, error=str(refusal), status=refusal.status)
    if request.headers.get("HX-Request"):
        return _people_page(request, conversation_id)
    return redirect("chat:group_people", conversation_id)


def _bring_in(request: HttpRequest, me: User, conversation_id: int) -> None:
    joining.bring_in(by=me, conversation_id=conversation_id, people=_people_in(request))


def _remove(request: HttpRequest, me: User, conversation_id: int) -> None:
    services.remove_member(by=me, conversation_id=conversation_id, person_id=_number(request, "person"))


def _set_role(request: HttpRequest, me: User, conversation_id: int) -> None:
    role = request.POST.get("role", "")
    services.set_role(by=me, conversation_id=conversation_id, person_id=_number(request, "person"), role=role)


def _rename(request: HttpRequest, me: User, conversation_id: int) -> None:
    services.rename_group(by=me, conversation_id=conversation_id, title=request.POST.get("title", ""))


def _make_link(request: HttpRequest, me: User, conversation_id: int) -> None:
    joining.make_link(by=me, conversation_id=conversation_id)


def _end_link(request: HttpRequest, me: User, conversation_id: int) -> None:
    joining.end_link(by=me, conversation_id=conversation_id)


ACTIONS: dict[str, Callable[[HttpRequest, User, int], None]] = {
    "bring-in": _bring_in,
    "remove": _remove,
    "role": _set_role,
    "rename": _rename,
    "link": _make_link,
    "end-link": _end_link,
}


@require_safe
@login_required
def invitations(request: HttpRequest) -> HttpResponse:
    """What waits for one's answer."""
    found = invitations_of(person_of(request))[:MOST_INVITATIONS]
    return render(request, "chat/groups/invitations.html", {"invitations": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Who invites, into what, and who is there; then yes or no."""
    me = person_of(request)
    found = invitation_for(me, invitation_id)
    if request.method == "POST":
        accepts = request.POST.get("answer") == "yes"
        conversation = joining.answer_invitation(person=me, invitation_id=invitation_id, accepts=accepts)
        if conversation is not None:
            return redirect("chat:conversation", conversation.pk)
        messages.success(request, _("Declined. Nobody is told."))
        return redirect("chat:inbox")
    preview = preview_of(found.conversation, me, by=found.by, with_names=True)
    context = {"preview": preview, "is_open": found.state == "open", "can_decline": True}
    return render(request, "chat/groups/join.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """By a link: what the group is called and how many are in it, no names; whoever isn't signed in does that first."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    me = person_of(request)
    try:
        link = link_by_token(token, now=timezone.now())
        if request.method == "POST":
            return redirect("chat:conversation", joining.join_by_link(person=me, token=token).pk)
        if link.conversation.participants.filter(user=me, left_at=None).exists():
            return redirect("chat:conversation", link.conversation_id)
    except LinkOver as refusal:
        return render(request, "chat/groups/join.html", {"refusal": str(refusal)}, status=404)
    preview = preview_of(link.conversation, me, by=link.by, with_names=False)
    return render(request, "chat/groups/join.html", {"preview": preview, "is_open": True})


def _people_page(request: HttpRequest, conversation_id: int, *, error: str = "", status: int = 200) -> HttpResponse:
    me = person_of(request)
    group = group_of(me, conversation_id, now=timezone.now())
    context: dict[str, object] = {"group": group, "error": error, "max_title": services.MAX_TITLE}
    if group.may_manage:
        present = {one.user.pk for one in group.members} | {one.person_id for one in group.invitations}
        context |= _offer(me, words=request.GET.get("q", ""), without=present)
        if group.link:
            context["link_url"] = request.build_absolute_uri(reverse("chat:group_join", args=[group.link.token]))
    template = "chat/groups/_people.html" if request.headers.get("HX-Request") else "chat/groups/people.html"
    # htmx shows what was refused only in an answer that went well.
    return render(request, template, context, status=200 if request.headers.get("HX-Request") else status)


def _offer(
    me: User, *, words: str, chosen: frozenset[int] = frozenset(), without: set[int] | None = None
) -> dict[str, object]:
    """The people to choose from; those with these words in their name, where there are some."""
    found = addressable(me).exclude(pk__in=without or set())
    people = [person for person in found[: 5 * MOST_OFFERED] if matches(person, words[:80])][:MOST_OFFERED]
    offered = [
        {
            "person": person,
            "at_once": joins_at_once(me, person),
            "is_chosen": person.pk in chosen,
            "keys": " ".join([person.name.casefold(), *pinyin_keys(person.name)]),
        }
        for person in people
    ]
    return {"offered": offered, "q": words[:80]}


def _people_in(request: HttpRequest) -> list[int]:
    values = request.POST.getlist("people")
    if len(values) > MOST_AT_ONCE or not all(_is_number(value) for value in values):
        raise NotFound(field="people")
    return [int(value) for value in values]


def _chosen(request: HttpRequest) -> frozenset[int]:
    return frozenset(int(value) for value in request.POST.getlist("people")[:MOST_AT_ONCE] if _is_number(value))


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    if not _is_number(value):
        raise InvalidInput(field=name)
    return int(value)


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 19
