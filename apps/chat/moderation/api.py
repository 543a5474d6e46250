"""Reporting over the API, what became of it, what was decided about oneself, and appealing against that."""

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.paging import Page
from apps.api.requests import read
from apps.chat.moderation.deciding import appeal
from apps.chat.moderation.postings import report_posting
from apps.chat.moderation.selectors import about_me, decisions_about, reports_by
from apps.chat.moderation.serializers import (
    AppealSerializer,
    DecisionSerializer,
    MakeReportSerializer,
    ReportSerializer,
)
from apps.chat.moderation.services import report
from apps.errors import NotFound


class ReportsView(APIView):
    pagination_class = Page

    @extend_schema(operation_id="reports", responses=ReportSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What one has reported, the newest first, and what became of it."""
        page = Page()
        rows = page.paginate_queryset(reports_by(person_of(request)), request, view=self)
        return page.get_paginated_response(ReportSerializer(rows, many=True).data)

    @extend_schema(operation_id="report", request=MakeReportSerializer, responses={201: ReportSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Reports a message or a person, or a posting. The last 20 messages, or what the posting says now, are kept
        as evidence. The same again gives the first."""
        data, me = read(MakeReportSerializer, request), person_of(request)
        said = {"reason": data["reason"], "note": data["note"]}
        if data.get("job"):
            made = report_posting(reporter=me, job_id=data["job"], **said)
        else:
            made = report(
                reporter=me,
                conversation_id=data["conversation"],
                message_id=data.get("message"),
                person_id=data.get("person"),
                **said,
            )
        return Response(ReportSerializer(made).data, status=status.HTTP_201_CREATED)


class ReportView(APIView):
    @extend_schema(operation_id="report_detail", responses=ReportSerializer)
    def get(self, request: Request, report_id: int) -> Response:
        """One of one's own reports."""
        found = reports_by(person_of(request)).filter(pk=report_id).first()
        if found is None:
            raise NotFound
        return Response(ReportSerializer(found).data)


class DecisionsView(APIView):
    pagination_class = Page

    @extend_schema(operation_id="decisions", responses=DecisionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What was decided against oneself, the newest first."""
        page, now = Page(), timezone.now()
        rows = page.paginate_queryset(decisions_about(person_of(request)), request, view=self)
        return page.get_paginated_response(
            DecisionSerializer([about_me(row, now=now) for row in rows or []], many=True).data
        )


class AppealView(APIView):
    @extend_schema(operation_id="appeal", request=AppealSerializer, responses=DecisionSerializer)
    @idempotent
    def post(self, request: Request, report_id: int) -> Response:
        """Appeals against a decision, once and within 14 days; somebody else decides it."""
        found = decisions_about(person_of(request)).filter(pk=report_id).first()
        if found is None:
            raise NotFound
        appealed = appeal(report_id=found.pk, text=read(AppealSerializer, request)["text"])
        return Response(DecisionSerializer(about_me(appealed, now=timezone.now())).data)


urlpatterns = [
    path("reports/", ReportsView.as_view(), name="reports"),
    path("reports/<int:report_id>/", ReportView.as_view(), name="report"),
    path("decisions/", DecisionsView.as_view(), name="decisions"),
    path("decisions/<int:report_id>/appeal/", AppealView.as_view(), name="decision-appeal"),
]
