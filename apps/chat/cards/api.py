"""Cards over the API. Whatever isn't of one's own conversation is 404."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.paging import Page
from apps.api.requests import read
from apps.chat.cards.contacts import reveal
from apps.chat.cards.models import Card
from apps.chat.cards.registry import CardType
from apps.chat.cards.selectors import card_for, cards_of, face_of, faces, offered_types
from apps.chat.cards.serializers import (
    CardActInputSerializer,
    CardInputSerializer,
    CardSerializer,
    CardTypeSerializer,
    ContactSerializer,
)
from apps.chat.cards.services import act, make_card
from apps.chat.conversations.selectors import conversation_for
from apps.chat.sending.client_ids import IDEMPOTENCY_KEY, client_id_of


class CardsView(APIView):
    pagination_class = Page

    @extend_schema(operation_id="conversation_cards", responses=CardSerializer(many=True))
    def get(self, request: Request, conversation_id: int) -> Response:
        """The cards of a conversation, the newest first."""
        viewer = person_of(request)
        conversation = conversation_for(viewer, conversation_id)
        page = Page()
        found: list[Card] = page.paginate_queryset(cards_of(conversation), request, view=self) or []
        return page.get_paginated_response([face.as_dict() for face in faces(found, conversation, viewer)])

    @extend_schema(
        operation_id="conversation_card_make",
        parameters=[IDEMPOTENCY_KEY],
        request=CardInputSerializer,
        responses={201: CardSerializer},
    )
    def post(self, request: Request, conversation_id: int) -> Response:
        """Sends a card."""
        author, data = person_of(request), read(CardInputSerializer, request)
        card = make_card(
            conversation=conversation_for(author, conversation_id),
            author=author,
            type=data["type"],
            facts=data["facts"],
            client_id=client_id_of(request, data),
        )
        return Response(face_of(card, author).as_dict(), status=status.HTTP_201_CREATED)


class CardView(APIView):
    @extend_schema(operation_id="conversation_card", responses=CardSerializer)
    def get(self, request: Request, conversation_id: int, card_id: int) -> Response:
        viewer = person_of(request)
        return Response(face_of(card_for(viewer, conversation_id, card_id), viewer).as_dict())


class CardActView(APIView):
    @extend_schema(
        operation_id="conversation_card_act",
        parameters=[IDEMPOTENCY_KEY],
        request=CardActInputSerializer,
        responses=CardSerializer,
    )
    def post(self, request: Request, conversation_id: int, card_id: int) -> Response:
        """Does something with a card, once. 409 `card_moved` where it has moved on meanwhile."""
        actor, data = person_of(request), read(CardActInputSerializer, request)
        card = act(
            card=card_for(actor, conversation_id, card_id),
            actor=actor,
            action=data["action"],
            data=data["data"],
            client_id=client_id_of(request, data),
        )
        return Response(face_of(card, actor).as_dict())


class CardContactView(APIView):
    @extend_schema(operation_id="conversation_card_contact", request=None, responses=ContactSerializer)
    def post(self, request: Request, conversation_id: int, card_id: int) -> Response:
        """Shows what the other side gave in an exchange, to one of the two; each time is logged. 409 `contact_hidden`
        once one of them took it back."""
        viewer = person_of(request)
        contact = reveal(card=card_for(viewer, conversation_id, card_id), viewer=viewer)
        return Response({"contact": contact}, headers={"Cache-Control": "no-store"})


class CardTypesView(APIView):
    pagination_class = None

    @extend_schema(operation_id="conversation_card_types", responses=CardTypeSerializer(many=True))
    def get(self, request: Request, conversation_id: int) -> Response:
        """The cards that one may send here, and what each needs."""
        viewer = person_of(request)
        types = offered_types(conversation_for(viewer, conversation_id), viewer)
        return Response([type_dict(card_type) for card_type in types])


def type_dict(card_type: CardType) -> dict[str, Any]:
    return {
        "key": card_type.key,
        "title": str(card_type.title),
        "version": card_type.version,
        "needs": [
            {"name": name, "kind": type(one).__name__.removesuffix("Field").lower(), "required": one.required}
            for name, one in card_type.fields().fields.items()
        ],
    }
