"""One's interviews over the API. Inviting and answering is done with their cards."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.paging import Page
from apps.chat.interviews.calendars import calendar_response
from apps.chat.interviews.rows import row_of
from apps.chat.interviews.selectors import LISTS, interview_for
from apps.chat.interviews.serializers import InterviewSerializer
from apps.errors import InvalidInput


class InterviewsView(APIView):
    pagination_class = Page

    @extend_schema(
        operation_id="interviews",
        parameters=[OpenApiParameter("show", str, enum=list(LISTS), default="upcoming")],
        responses=InterviewSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """One's interviews: those agreed that come, those waiting for a time, or those past, the latest first."""
        person, show = person_of(request), request.query_params.get("show", "upcoming")
        if show not in LISTS:
            raise InvalidInput(field="show")
        page = Page()
        found = page.paginate_queryset(LISTS[show](person), request, view=self) or []
        rows = [InterviewSerializer(row_of(interview, person)).data for interview in found]
        return page.get_paginated_response(rows)


class InterviewView(APIView):
    @extend_schema(operation_id="interview", responses=InterviewSerializer)
    def get(self, request: Request, pk: int) -> Response:
        person = person_of(request)
        return Response(InterviewSerializer(row_of(interview_for(person, pk), person)).data)


class InterviewCalendarView(APIView):
    @extend_schema(operation_id="interview_calendar", responses={200: OpenApiResponse(OpenApiTypes.BINARY)})
    def get(self, request: Request, pk: int) -> HttpResponse:
        """As a file for one's calendar, also after it was called off. 404 where nothing was ever agreed."""
        return calendar_response(person_of(request), pk)
