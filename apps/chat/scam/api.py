from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.paging import Page
from apps.chat.conversations.selectors import conversation_for
from apps.chat.scam.selectors import warned, warnings_in
from apps.chat.scam.serializers import WarningSerializer


class WarningsView(APIView):
    pagination_class = Page

    @extend_schema(operation_id="conversation_warnings", responses=WarningSerializer(many=True))
    def get(self, request: Request, conversation_id: int) -> Response:
        """What one is warned of in a conversation, the newest first. Nobody is warned of their own messages."""
        viewer = person_of(request)
        page = Page()
        rows = page.paginate_queryset(
            warnings_in(conversation_for(viewer, conversation_id), viewer), request, view=self
        )
        return page.get_paginated_response([warned(row) for row in rows or []])
