"""Points, rules and missions for API clients. Everybody reads their own alone."""

from django.db.models import QuerySet
from django.urls import path
from django.utils import translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.access import person_of
from apps.gamification import selectors, services
from apps.gamification.filters import LedgerFilter
from apps.gamification.models import RuleDecision
from apps.gamification.rule_words import words_of
from apps.gamification.serializers import (
    LineSerializer,
    MissionSerializer,
    PointsSerializer,
    PreferencesSerializer,
    ProgressSerializer,
    RuleSerializer,
)


class PointsView(GenericAPIView[RuleDecision]):
    queryset = RuleDecision.objects.none()
    serializer_class = PointsSerializer
    filterset_class = LedgerFilter

    def get_queryset(self) -> QuerySet[RuleDecision]:
        return selectors.ledger(person_of(self.request))

    @extend_schema(
        summary="My points",
        tags=["recognition"],
        parameters=[
            OpenApiParameter("page", int, description="A page of the ledger."),
            OpenApiParameter("page_size", int, description="Entries a page, at most 100."),
            OpenApiParameter("show", str, enum=selectors.SHOWS, description="Which entries; all when left out."),
        ],
    )
    def get(self, request: Request) -> Response:
        """Where I stand, and the ledger: what I did, what came of it and why."""
        person = person_of(request)
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        with translation.override(person.language):
            lines = LineSerializer(selectors.lines(person, page or []), many=True).data
            response = self.get_paginated_response(lines)
            progress = ProgressSerializer(selectors.progress(person)).data
        response.data = {"progress": progress, **response.data}
        return response


class RulesView(APIView):
    @extend_schema(responses=RuleSerializer(many=True), summary="Rules in force", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """All live rules; those for other roles come last."""
        person = person_of(request)
        mine, others = selectors.rules_for(person)
        with translation.override(person.language):
            return Response(RuleSerializer([words_of(version) for version in [*mine, *others]], many=True).data)


class MissionsView(APIView):
    @extend_schema(responses=MissionSerializer(many=True), summary="My missions", tags=["recognition"])
    def get(self, request: Request) -> Response:
        """Those of my role, with what I did of them."""
        person = person_of(request)
        with translation.override(person.language):
            return Response(MissionSerializer(selectors.missions_of(person), many=True).data)


class PreferencesView(APIView):
    @extend_schema(responses=PreferencesSerializer, summary="What I want to see of recognition", tags=["recognition"])
    def get(self, request: Request) -> Response:
        return Response(PreferencesSerializer(selectors.member_of(person_of(request))).data)

    @extend_schema(
        request=PreferencesSerializer,
        responses=PreferencesSerializer,
        summary="Choose what I want to see of recognition",
        tags=["recognition"],
    )
    def put(self, request: Request) -> Response:
        """Nothing is lost by hiding it."""
        wanted = PreferencesSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        member = services.set_visibility(person=person_of(request), **wanted.validated_data)
        return Response(PreferencesSerializer(member).data)


urlpatterns = [
    path("points/", PointsView.as_view(), name="api-points"),
    path("points/preferences/", PreferencesView.as_view(), name="api-points-preferences"),
    path("rules/", RulesView.as_view(), name="api-rules"),
    path("missions/", MissionsView.as_view(), name="api-missions"),
]
