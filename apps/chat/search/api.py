"""Search over the API: the first of all kinds, and each kind in pages."""

from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.requests import number_from
from apps.chat.conversations.selectors import conversation_for
from apps.chat.search.registry import Results, source_named
from apps.chat.search.selectors import MESSAGES, find_in_all, wanted_of
from apps.chat.search.serializers import FoundPageSerializer, FoundSectionSerializer
from apps.errors import InvalidInput
from apps.language.searching import MAX_QUERY

MOST_A_PAGE = 50
KINDS = ["conversations", "jobs", "articles", MESSAGES]
Q = OpenApiParameter(
    "q",
    OpenApiTypes.STR,
    required=True,
    description=f"At most {MAX_QUERY} characters count. Chinese is found anywhere, English words in all their forms.",
)


class SearchView(APIView):
    @extend_schema(parameters=[Q], responses=FoundSectionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The first of each kind: conversations, jobs, articles of the help, messages. Kinds with nothing are left
        out."""
        sections = find_in_all(person_of(request), _query(request))
        return Response(
            [{"kind": one.source.key, "title": str(one.source.label), **_page(one.results)} for one in sections]
        )


class SearchResultsView(APIView):
    @extend_schema(
        parameters=[
            Q,
            OpenApiParameter("kind", OpenApiTypes.STR, enum=KINDS, description="Messages, if it isn't given."),
            OpenApiParameter("conversation", OpenApiTypes.INT, description="Only messages of this one."),
            OpenApiParameter("after", OpenApiTypes.STR, description="`next` of the page before."),
            OpenApiParameter("page_size", OpenApiTypes.INT, description=f"20, or up to {MOST_A_PAGE}."),
        ],
        responses=FoundPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """One kind in pages: messages newest first, archived ones too; jobs and articles those that fit best."""
        me, kind = person_of(request), request.query_params.get("kind", MESSAGES)
        source = source_named(kind)
        if source is None:
            raise InvalidInput(field="kind")
        within = number_from(request, "conversation")
        if within is not None and kind != MESSAGES:
            raise InvalidInput(field="conversation")
        wanted = wanted_of(
            _query(request),
            after=request.query_params.get("after", ""),
            limit=min(max(number_from(request, "page_size", default=20) or 20, 1), MOST_A_PAGE),
            conversation=conversation_for(me, within).pk if within is not None else None,
        )
        return Response(_page(source.find(me, wanted)))


def _query(request: Request) -> str:
    query = request.query_params.get("q", "")
    if not query.strip():
        raise InvalidInput(field="q")
    return query


def _page(results: Results) -> dict[str, object]:
    return {"results": [found.as_dict() for found in results.found], "next": results.next}


urlpatterns = [
    path("search/", SearchView.as_view(), name="search"),
    path("search/results/", SearchResultsView.as_view(), name="search-results"),
]
