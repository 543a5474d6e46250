"""Showing a contact that was exchanged: by a tap, never on a page that is merely opened."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from apps.accounts.people.access import person_of
from apps.chat.cards.contacts import reveal
from apps.chat.cards.selectors import card_for, face_of
from apps.ui.fragments import fragment_or_page


@never_cache
@require_POST
@login_required
def contact(request: HttpRequest, conversation_id: int, card_id: int) -> HttpResponse:
    viewer = person_of(request)
    card = card_for(viewer, conversation_id, card_id)
    shown = reveal(card=card, viewer=viewer)
    context = {"card": face_of(card, viewer), "contact": shown}
    return fragment_or_page(request, "chat/cards/_contact_shown.html", "chat/cards/contact_page.html", context)
