"""Declining by API: one with words, many each in words of their own."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.chat.cards.selectors import face_of
from apps.chat.cards.serializers import CardSerializer
from apps.chat.closing.bulk import draft_declines, start_bulk_decline
from apps.chat.closing.models import BulkDecline
from apps.chat.closing.selectors import bulk_decline_of, progress_of, reasons_for, side_of
from apps.chat.closing.serializers import (
    BulkDeclineInput,
    BulkDeclineSerializer,
    DeclineInput,
    DraftSerializer,
    DraftsInput,
    ReasonSerializer,
)
from apps.chat.closing.services import decline, take_back_decline
from apps.chat.closing.wording import words_for
from apps.chat.conversations.selectors import conversation_for
from apps.chat.sending.client_ids import client_id_of


class DeclineView(APIView):
    pagination_class = None

    @extend_schema(operation_id="conversation_decline_reasons", responses=ReasonSerializer(many=True))
    def get(self, request: Request, conversation_id: int) -> Response:
        """The reasons that one may pick here, each with its text for this conversation, in its reader's language."""
        me = person_of(request)
        conversation = conversation_for(me, conversation_id)
        found = [
            {"key": reason.key, "title": reason.label, "text": words_for(reason, conversation, by=me)}
            for reason in reasons_for(side_of(conversation, me))
        ]
        return Response(ReasonSerializer(found, many=True).data)

    @extend_schema(
        operation_id="conversation_decline",
        request=DeclineInput,
        responses={201: CardSerializer},
    )
    @idempotent
    def post(self, request: Request, conversation_id: int) -> Response:
        """Says no with words and closes the conversation. For this one person it counts as an answer."""
        me, data = person_of(request), read(DeclineInput, request)
        client_id = client_id_of(request, data)
        conversation_for(me, conversation_id)
        card = decline(
            by=me, conversation_id=conversation_id, words=data["words"], reason=data["reason"], client_id=client_id
        )
        return Response(face_of(card, me).as_dict(), status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="conversation_decline_take_back", responses={204: None})
    def delete(self, request: Request, conversation_id: int) -> Response:
        """Takes one's own no back within two minutes; the conversation is open again."""
        take_back_decline(by=person_of(request), conversation_id=conversation_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class DraftsView(APIView):
    pagination_class = None

    @extend_schema(operation_id="bulk_decline_drafts", request=DraftsInput, responses=DraftSerializer(many=True))
    @idempotent
    def post(self, request: Request) -> Response:
        """A text for each conversation, to be looked over and changed; nothing is sent. Closed ones are left out."""
        me, data = person_of(request), read(DraftsInput, request)
        drafts = draft_declines(
            by=me, conversation_ids=data["conversations"], reason=data["reason"], template=data["template"]
        )
        found = [
            {
                "conversation": draft.conversation.pk,
                "name": str(draft.conversation.candidate or ""),
                "text": draft.text,
            }
            for draft in drafts
        ]
        return Response(DraftSerializer(found, many=True).data)


class BulkDeclinesView(APIView):
    @extend_schema(
        operation_id="bulk_decline",
        request=BulkDeclineInput,
        responses={202: BulkDeclineSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Declines them in the background, each with its own text, each once. None counts as an answer."""
        me, data = person_of(request), read(BulkDeclineInput, request)
        bulk = start_bulk_decline(
            by=me,
            texts={item["conversation"]: item["text"] for item in data["items"]},
            request_id=client_id_of(request, data),
            reason=data["reason"],
        )
        return Response(_as_dict(bulk), status=status.HTTP_202_ACCEPTED)


class BulkDeclineView(APIView):
    @extend_schema(operation_id="bulk_decline_progress", responses=BulkDeclineSerializer)
    def get(self, request: Request, bulk_id: int) -> Response:
        """How far it is, and how each one went."""
        return Response(_as_dict(bulk_decline_of(person_of(request), bulk_id)))


def _as_dict(bulk: BulkDecline) -> dict[str, Any]:
    progress = progress_of(bulk)
    return dict(
        BulkDeclineSerializer(
            {
                "id": bulk.pk,
                "total": progress.total,
                "sent": progress.sent,
                "refused": progress.refused,
                "is_done": progress.is_done,
                "items": bulk.items.all(),
            }
        ).data
    )


urlpatterns = [
    path("conversations/<int:conversation_id>/decline/", DeclineView.as_view(), name="conversation-decline"),
    path("bulk-declines/drafts/", DraftsView.as_view(), name="bulk-decline-drafts"),
    path("bulk-declines/", BulkDeclinesView.as_view(), name="bulk-decline-list"),
    path("bulk-declines/<int:bulk_id>/", BulkDeclineView.as_view(), name="bulk-decline-detail"),
]
