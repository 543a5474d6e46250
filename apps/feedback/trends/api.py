from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import operators_with
from apps.feedback.trends.models import TicketCluster
from apps.feedback.trends.selectors import MOST_TOLD_FIRST, trends
from apps.feedback.trends.serializers import TrendOutput


class TrendViewSet(GenericViewSet[TicketCluster]):
    """What several people tell, for the product team. No word of a ticket is among it but those that mark a trend."""

    queryset = TicketCluster.objects.none()
    serializer_class = TrendOutput
    permission_classes = (operators_with("feedback.view_ticketcluster"),)

    @extend_schema(summary="Trends in feedback, the most told of the last four weeks first")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(trends(now=timezone.now()).order_by(*MOST_TOLD_FIRST)) or []
        return self.get_paginated_response(TrendOutput(page, many=True).data)
