"""What was sent in a conversation, over the API."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.requests import number_from
from apps.chat.conversation_page.sent import A_PAGE, KINDS, MOST_A_PAGE, PICTURES, sent_in
from apps.chat.conversation_page.serializers import SentPageSerializer
from apps.chat.conversations.selectors import conversation_for
from apps.errors import InvalidInput


class ConversationFilesView(APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter("kind", OpenApiTypes.STR, enum=list(KINDS), description="Pictures, if it isn't given."),
            OpenApiParameter("before", OpenApiTypes.INT, description="`next` of the page before."),
            OpenApiParameter("page_size", OpenApiTypes.INT, description=f"{A_PAGE}, or up to {MOST_A_PAGE}."),
        ],
        responses=SentPageSerializer,
    )
    def get(self, request: Request, conversation_id: int) -> Response:
        """Pictures, documents, voice notes or links of a conversation, newest first; what was recalled is gone. Links
        are counted by the message: one with several gives them all."""
        conversation = conversation_for(person_of(request), conversation_id)
        kind = request.query_params.get("kind", PICTURES)
        if kind not in KINDS:
            raise InvalidInput(field="kind")
        size = number_from(request, "page_size", default=A_PAGE) or A_PAGE
        page = sent_in(conversation, kind, before=number_from(request, "before"), limit=min(max(size, 1), MOST_A_PAGE))
        return Response({"results": [one.as_dict() for one in page.results], "next": page.next})
