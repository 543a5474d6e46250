from datetime import timedelta

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import operators_with
from apps.feedback.routing.attainment import by_severity, by_team, by_week
from apps.feedback.routing.serializers import AttainmentFilter, AttainmentOutput


class AttainmentView(APIView):
    permission_classes = (operators_with("feedback.view_clock"),)

    @extend_schema(
        summary="How much was answered and solved in time",
        parameters=[AttainmentFilter],
        responses=AttainmentOutput,
        tags=["tickets"],
    )
    def get(self, request: Request) -> Response:
        """For operators whom the console shows it."""
        chosen = AttainmentFilter(data=request.query_params)
        chosen.is_valid(raise_exception=True)
        until = timezone.now()
        period = {"since": until - timedelta(weeks=chosen.validated_data["weeks"]), "until": until}
        kept = {"weeks": by_week(**period), "severities": by_severity(**period), "teams": by_team(**period)}
        return Response(AttainmentOutput(period | kept).data)
