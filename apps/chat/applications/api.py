"""Applications by API: one's own, those for a job of the company, applying and withdrawing."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.paging import Page
from apps.api.requests import read
from apps.chat.applications.models import Application
from apps.chat.applications.selectors import applicants, columns_of, narrowed, ordered, visible_applications
from apps.chat.applications.serializers import ApplicationOutput, ApplyInput
from apps.chat.applications.services import apply, withdraw_application
from apps.chat.sending.client_ids import client_id_of
from apps.errors import NotAllowed, NotFound
from apps.matching.models import Job
from apps.matching.resumes.selectors import resume_of
from apps.matching.suggestions.selectors import suggest_first_message

WHERE: dict[str, Any] = {"tags": ["applications"]}


class ApplicationsView(APIView):
    pagination_class = Page

    @extend_schema(
        operation_id="applications",
        summary="My applications; for recruiters those for the company's jobs",
        responses=ApplicationOutput(many=True),
        **WHERE,
    )
    def get(self, request: Request) -> Response:
        return _page(self, request, visible_applications(person_of(request)))

    @extend_schema(
        operation_id="apply",
        summary="Apply for a job",
        request=ApplyInput,
        responses={201: ApplicationOutput},
        **WHERE,
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """For candidates. Without a `body` the message is made from job and résumé. Applying again gives the first."""
        me, data = person_of(request), read(ApplyInput, request)
        if not me.is_candidate:
            raise NotAllowed
        job = Job.objects.visible_to(me).select_related("posted_by").filter(pk=data["job"]).first()
        if job is None:
            raise NotFound
        suggestion = "" if data["body"].strip() else suggest_first_message(sender=me, job=job, resume=resume_of(me))
        application = apply(
            candidate=me,
            job=job,
            answers=data["answers"],
            note=data["body"] or suggestion,
            with_file=data["with_file"],
            client_id=client_id_of(request, data),
            origin="suggested" if suggestion else "typed",
        )
        shown = visible_applications(me).get(pk=application.pk)
        return Response(ApplicationOutput(shown).data, status=status.HTTP_201_CREATED)


class ApplicationView(APIView):
    @extend_schema(operation_id="application", summary="An application", responses=ApplicationOutput, **WHERE)
    def get(self, request: Request, application_id: int) -> Response:
        found = visible_applications(person_of(request)).filter(pk=application_id).first()
        if found is None:
            raise NotFound
        return Response(ApplicationOutput(found).data)


class WithdrawView(APIView):
    @extend_schema(
        operation_id="application_withdraw",
        summary="Withdraw my application",
        request=None,
        responses=ApplicationOutput,
        **WHERE,
    )
    @idempotent
    def post(self, request: Request, application_id: int) -> Response:
        me = person_of(request)
        withdraw_application(candidate=me, application_id=application_id)
        return Response(ApplicationOutput(visible_applications(me).get(pk=application_id)).data)


class ApplicantsView(APIView):
    pagination_class = Page

    @extend_schema(
        operation_id="job_applicants",
        summary="Who applied for a job of my company, with their answers",
        parameters=[
            OpenApiParameter("state", str, enum=Application.State.values),
            OpenApiParameter(
                "sort", str, description="newest, oldest, name, or `q{id}` / `-q{id}` by a question's answer."
            ),
            OpenApiParameter("answer", OpenApiTypes.STR, many=True, description="`{question}:{choice}`, repeatable."),
        ],
        responses=ApplicationOutput(many=True),
        **WHERE,
    )
    def get(self, request: Request, job_id: int) -> Response:
        job, found = applicants(person_of(request), job_id)
        columns, query = columns_of(job), request.query_params
        given = {"state": query.get("state", "")}
        for one in query.getlist("answer"):
            question, _colon, choice = one.partition(":")
            given[f"q{question}"] = choice
        return _page(self, request, ordered(narrowed(found, columns, given), columns, query.get("sort", "")))


def _page(view: APIView, request: Request, found: QuerySet[Application]) -> Response:
    page = Page()
    shown = page.paginate_queryset(found, request, view=view) or []
    return page.get_paginated_response(ApplicationOutput(shown, many=True).data)


urlpatterns = [
    path("applications/", ApplicationsView.as_view(), name="application-list"),
    path("applications/<int:application_id>/", ApplicationView.as_view(), name="application-detail"),
    path("applications/<int:application_id>/withdraw/", WithdrawView.as_view(), name="application-withdraw"),
    path("jobs/<int:job_id>/applicants/", ApplicantsView.as_view(), name="job-applicants"),
]
