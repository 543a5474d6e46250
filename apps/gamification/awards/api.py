from django.db.models import QuerySet
from django.utils import translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.people.access import person_of
from apps.gamification.awards.filters import LedgerFilter
from apps.gamification.awards.selectors import SHOWS, ledger, lines, progress
from apps.gamification.awards.serializers import LineSerializer, PointsSerializer, ProgressSerializer
from apps.gamification.rules.models import RuleDecision


class PointsView(GenericAPIView[RuleDecision]):
    queryset = RuleDecision.objects.none()
    serializer_class = PointsSerializer
    filterset_class = LedgerFilter

    def get_queryset(self) -> QuerySet[RuleDecision]:
        return ledger(person_of(self.request))

    @extend_schema(
        summary="My points",
        tags=["recognition"],
        parameters=[
            OpenApiParameter("page", int, description="A page of the ledger."),
            OpenApiParameter("page_size", int, description="Entries a page, at most 100."),
            OpenApiParameter("show", str, enum=SHOWS, description="Which entries; all when left out."),
        ],
    )
    def get(self, request: Request) -> Response:
        """Where I stand, and the ledger: what I did, what came of it and why."""
        person = person_of(request)
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        with translation.override(person.language):
            response = self.get_paginated_response(LineSerializer(lines(person, page or []), many=True).data)
            standing = ProgressSerializer(progress(person)).data
        response.data = {"progress": standing, **response.data}
        return response
