from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import operators_with
from apps.feedback.incidents.models import Incident
from apps.feedback.incidents.selectors import incidents
from apps.feedback.incidents.serializers import IncidentOutput


class IncidentViewSet(GenericViewSet[Incident]):
    """Topics that more people reported than their past explains."""

    queryset = Incident.objects.none()
    serializer_class = IncidentOutput
    permission_classes = (operators_with("feedback.view_incident"),)

    @extend_schema(summary="Incidents, those that are open first")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(incidents().prefetch_related("linked")) or []
        return self.get_paginated_response(IncidentOutput(page, many=True).data)
