"""Cards on the conversation's page: fragments for where a script runs, whole pages where none does."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.people.access import person_of
from apps.chat.cards.models import Card
from apps.chat.cards.selectors import card_for, face_of, offered_types, step_line
from apps.chat.cards.services import act, make_card
from apps.chat.conversations.selectors import conversation_for
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import message_dict
from apps.chat.sending.client_ids import client_id_in
from apps.errors import DomainError, NotFound
from apps.sealing import Secret
from apps.ui.fragments import fragment_or_page


@require_safe
@login_required
def card(request: HttpRequest, conversation_id: int, card_id: int) -> HttpResponse:
    """What stands in the place of this message; without a script, the conversation's page there."""
    viewer = person_of(request)
    conversation = conversation_for(viewer, conversation_id)
    found = Message.objects.filter(
        pk=card_id, conversation=conversation, kind=Message.Kind.CARD, recalled_at=None
    ).first()
    if found is None:
        raise NotFound
    if (found.facts or {}).get("type") == "card_step":
        return render(request, "chat/cards/_step.html", {"card": step_line(message_dict(found))})
    return _face(request, card_for(viewer, conversation_id, card_id))


@require_POST
@login_required
def card_act(request: HttpRequest, conversation_id: int, card_id: int, action: str) -> HttpResponse:
    """Does something with a card. A refusal is said on the card, which shows how it stands now."""
    actor = person_of(request)
    found = card_for(actor, conversation_id, card_id)
    is_fragment = getattr(request, "htmx", False)
    try:
        found = act(card=found, actor=actor, action=action, data=request.POST, client_id=client_id_in(request))
    except DomainError as error:
        if not is_fragment or isinstance(error, NotFound):
            raise
        return _face(request, card_for(actor, conversation_id, card_id), error=error)
    return _face(request, found) if is_fragment else _to_card(found)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cards(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """The menu of cards that one may send here, with their forms; posting to it sends one."""
    author = person_of(request)
    conversation = conversation_for(author, conversation_id)
    is_fragment = getattr(request, "htmx", False)
    wanted, error = request.POST.get("type", request.GET.get("type", "")), None
    if request.method == "POST":
        try:
            made = make_card(
                conversation=conversation,
                author=author,
                type=wanted,
                facts=request.POST,
                client_id=client_id_in(request),
            )
        except DomainError as refused:
            if isinstance(refused, NotFound):
                raise
            error = refused
        else:
            if not is_fragment:
                return _to_card(made)
            response = HttpResponse(status=204)
            response["HX-Trigger"] = "rapport:close-overlays"
            return response
    # Whoever came for one card finds its form without scrolling past the others.
    types = sorted(offered_types(conversation, author), key=lambda one: one.key != wanted)
    context = {
        "conversation": conversation,
        "types": types,
        "chosen": next((one for one in types if one.key == wanted), None),
        "error": error,
        "typed": typed_in(request) if request.method == "POST" else {},
        "client_id": uuid4(),
    }
    status = 200 if error is None else 422 if is_fragment else error.status
    return fragment_or_page(request, "chat/cards/_make.html", "chat/cards/make.html", context, status)


def typed_in(request: HttpRequest) -> dict[str, Secret]:
    """What was typed, to stand in the form again."""
    return {name: Secret(value) for name, value in request.POST.items()}


def _face(request: HttpRequest, card: Card, *, error: DomainError | None = None) -> HttpResponse:
    face = face_of(card, person_of(request))
    typed = typed_in(request) if error else {}
    context = {"card": face, "error": error, "typed": typed, "refused": request.path if error else ""}
    return render(request, face.template, context, status=422 if error else 200)


def _to_card(card: Card) -> HttpResponse:
    return redirect(f"{reverse('chat:conversation', args=[card.conversation_id])}#message-{card.pk}")
