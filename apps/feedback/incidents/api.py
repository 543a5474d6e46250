from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.models import User
from apps.feedback.incidents.models import Incident
from apps.feedback.incidents.selectors import incidents
from apps.feedback.incidents.serializers import IncidentOutput


class MayReadIncidents(BasePermission):
    """Staff to whom the console shows them."""

    def has_permission(self, request: Request, view: Any) -> bool:
        person = request.user
        return isinstance(person, User) and person.is_staff and person.has_perm("feedback.view_incident")


class IncidentViewSet(GenericViewSet[Incident]):
    """Topics that more people reported than their past explains."""

    queryset = Incident.objects.none()
    serializer_class = IncidentOutput
    permission_classes = (MayReadIncidents,)

    @extend_schema(summary="Incidents, those that are open first")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(incidents().prefetch_related("linked")) or []
        return self.get_paginated_response(IncidentOutput(page, many=True).data)
