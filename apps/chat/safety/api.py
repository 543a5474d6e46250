"""Blocking over the API: whom one has blocked, blocking somebody else, and taking it back."""

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.accounts.people.services import block, unblock
from apps.api.idempotency import idempotent
from apps.api.paging import Page
from apps.api.requests import read
from apps.chat.safety.selectors import acquaintance, blocks_of
from apps.chat.safety.serializers import BlockPersonSerializer, BlockSerializer
from apps.errors import NotFound


class BlocksView(APIView):
    pagination_class = Page

    @extend_schema(operation_id="blocks", responses=BlockSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Whom one has blocked, the newest first."""
        page = Page()
        rows = page.paginate_queryset(blocks_of(person_of(request)), request, view=self)
        return page.get_paginated_response(BlockSerializer(rows, many=True).data)

    @extend_schema(operation_id="block", request=BlockPersonSerializer, responses={201: BlockSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Blocks somebody of one's conversations; neither can send the other anything. Again changes nothing."""
        me = person_of(request)
        blocked = acquaintance(me, read(BlockPersonSerializer, request)["person"])
        made = block(blocker=me, blocked=blocked)
        return Response(BlockSerializer(made).data, status=status.HTTP_201_CREATED)


class BlockView(APIView):
    @extend_schema(operation_id="unblock", responses={204: None})
    def delete(self, request: Request, person_id: int) -> Response:
        """Takes a block back. 404 where one hasn't blocked them."""
        me = person_of(request)
        made = blocks_of(me).filter(blocked=person_id).first()
        if made is None:
            raise NotFound
        unblock(blocker=me, blocked=made.blocked)
        return Response(status=status.HTTP_204_NO_CONTENT)


urlpatterns = [
    path("blocks/", BlocksView.as_view(), name="blocks"),
    path("blocks/<int:person_id>/", BlockView.as_view(), name="block"),
]
