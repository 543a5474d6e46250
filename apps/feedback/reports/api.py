from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.feedback.reports.models import ImprovementReport
from apps.feedback.reports.selectors import published_report, published_reports
from apps.feedback.reports.serializers import ReportDetailOutput, ReportOutput


class ReportViewSet(GenericViewSet[ImprovementReport]):
    """Improvement reports that are published. Reading needs no sign-in."""

    queryset = ImprovementReport.objects.none()
    serializer_class = ReportOutput
    permission_classes = (AllowAny,)
    lookup_value_converter = "int"

    @extend_schema(summary="Improvement reports, newest first")
    def list(self, request: Request) -> Response:
        reports = self.paginate_queryset(published_reports().defer("facts")) or []
        return self.get_paginated_response(ReportOutput(reports, many=True).data)

    @extend_schema(summary="An improvement report with its figures", responses=ReportDetailOutput)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(ReportDetailOutput(published_report(pk)).data)
