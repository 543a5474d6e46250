from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.chat.bulk.serializers import BulkInputSerializer, OutcomeSerializer
from apps.chat.bulk.services import archive_many, hand_over_many, tag_many
from apps.chat.participants.selectors import colleague


class BulkView(APIView):
    """Many conversations of one's inbox at once."""

    @extend_schema(request=BulkInputSerializer, responses=OutcomeSerializer)
    @idempotent
    def post(self, request: Request) -> Response:
        """Archives, tags or hands over; says in which conversations it was done, and why not in the others."""
        by, data = person_of(request), read(BulkInputSerializer, request)
        ids = data["conversations"]
        if data["action"] == "archive":
            outcome = archive_many(by=by, conversation_ids=ids)
        elif data["action"] == "tag":
            outcome = tag_many(by=by, conversation_ids=ids, name=data["tag"])
        else:
            to = colleague(by, data["to"] or 0)
            outcome = hand_over_many(by=by, conversation_ids=ids, to=to, words=data["words"])
        return Response(outcome.as_dict())
