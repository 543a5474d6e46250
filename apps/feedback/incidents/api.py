from typing import NoReturn

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import operators_with
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.errors import NotFound
from apps.feedback.incidents.models import Incident
from apps.feedback.incidents.selectors import chart_of, incident_of, incidents
from apps.feedback.incidents.serializers import ChangeInput, ChartOutput, CloseInput, IncidentInput, IncidentOutput
from apps.feedback.incidents.services import close_by_hand, describe_incident, record_change
from apps.feedback.topics.models import Topic

MAY_READ, MAY_CHANGE = operators_with("feedback.view_incident"), operators_with("feedback.change_incident")


class IncidentViewSet(GenericViewSet[Incident]):
    """Topics that more people reported than their past explains."""

    queryset = Incident.objects.none()
    serializer_class = IncidentOutput
    lookup_value_converter = "int"

    def get_permissions(self) -> list[BasePermission]:
        return [MAY_READ() if self.request.method in SAFE_METHODS else MAY_CHANGE()]

    def permission_denied(self, request: Request, message: str | None = None, code: str | None = None) -> NoReturn:
        """Who may not read incidents doesn't learn which there are."""
        if request.user.is_authenticated and self.kwargs and not MAY_READ().has_permission(request, self):
            raise NotFound
        super().permission_denied(request, message, code)

    @extend_schema(summary="Incidents, those that are open first")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(incidents().prefetch_related("linked")) or []
        return self.get_paginated_response(IncidentOutput(page, many=True).data)

    @extend_schema(summary="An incident")
    def retrieve(self, request: Request, pk: int) -> Response:
        return self._shown(pk)

    @extend_schema(
        summary="Say who mends an incident and what it came from", request=IncidentInput, responses=IncidentOutput
    )
    def update(self, request: Request, pk: int) -> Response:
        describe_incident(incident_id=pk, **read(IncidentInput, request))
        return self._shown(pk)

    @extend_schema(
        summary="The change is made",
        request=ChangeInput,
        responses=IncidentOutput,
        description="From then on reports are compared, week by week, with those before it.",
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def record(self, request: Request, pk: int) -> Response:
        said = read(ChangeInput, request)
        record_change(incident_id=pk, change=said["change"], release_id=said.get("release"))
        return self._shown(pk)

    @extend_schema(
        summary="Close an incident by hand",
        request=CloseInput,
        responses=IncidentOutput,
        description="For a false alarm. What was mended closes by itself.",
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def close(self, request: Request, pk: int) -> Response:
        close_by_hand(incident_id=pk, **read(CloseInput, request))
        return self._shown(pk)

    @extend_schema(summary="The control chart of a topic, by week and by release", responses=ChartOutput)
    @action(detail=False, methods=["get"], url_path="topics/<int:topic_id>")
    def chart(self, request: Request, topic_id: int) -> Response:
        chart = chart_of(get_object_or_404(Topic, pk=topic_id), now=timezone.now())
        return Response(ChartOutput(chart).data)

    def _shown(self, incident_id: int) -> Response:
        return Response(IncidentOutput(incident_of(incident_id)).data)
