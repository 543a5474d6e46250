from django.db.models import QuerySet
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.people.access import person_of
from apps.gamification.boards.models import BoardRow
from apps.gamification.boards.selectors import around, asked_for, boards_for, entries, first_of
from apps.gamification.boards.serializers import BoardSerializer, RankedSerializer, RankingsSerializer
from apps.gamification.members.selectors import member_of


class RankingsView(GenericAPIView[BoardRow]):
    queryset = BoardRow.objects.none()
    serializer_class = RankingsSerializer

    def get_queryset(self) -> QuerySet[BoardRow]:
        return BoardRow.objects.none()

    @extend_schema(
        summary="Rankings",
        tags=["recognition"],
        parameters=[
            OpenApiParameter("board", str, description="The key of one of `boards`; the first when left out."),
            OpenApiParameter("period", str, enum=BoardRow.Period.values),
            OpenApiParameter("when", str, enum=["this", "last"]),
            OpenApiParameter("of", str, enum=["all", "team"], description="Everybody on it, or one's own company."),
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int),
        ],
    )
    def get(self, request: Request) -> Response:
        """As of last night: the first 200, and in `around` I with up to five before and after me."""
        person = person_of(request)
        with translation.override(person.language):
            boards = [] if member_of(person).hides_all else boards_for(person)
            asked = asked_for(person, boards, request.query_params.dict(), now=timezone.now())
            rows = first_of(asked, person) if asked else self.get_queryset()
            page = self.paginate_queryset(rows) or []
            response = self.get_paginated_response(RankedSerializer(entries(page, person), many=True).data)
            near = entries(around(asked, person), person) if asked else []
            response.data = {
                "boards": BoardSerializer(boards, many=True).data,
                "board": asked.board.key if asked else None,
                "starts_on": asked.starts_on if asked else None,
                "around": RankedSerializer(near, many=True).data,
                **response.data,
            }
        return response
