"""A copy of one's data, and the end of one's account."""

from uuid import UUID

from django.http import FileResponse
from django.urls import path
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.accounts.privacy import services
from apps.accounts.privacy.selectors import export_for, exports_of
from apps.accounts.privacy.serializers import AccountClosureOutput, CloseAccountInput, DataExportOutput
from apps.api.idempotency import idempotent, idempotent_after
from apps.api.requests import read
from apps.uploads.serving import served


class DataExportView(APIView):
    @extend_schema(responses=DataExportOutput(many=True), summary="Copies of my data", tags=["me"])
    def get(self, request: Request) -> Response:
        return Response(DataExportOutput(exports_of(person_of(request)), many=True).data)

    @extend_schema(request=None, responses={202: DataExportOutput}, summary="Put my data together", tags=["me"])
    @idempotent
    def post(self, request: Request) -> Response:
        export = services.request_export(person=person_of(request))
        return Response(DataExportOutput(export).data, status=status.HTTP_202_ACCEPTED)


class DataExportFileView(APIView):
    @extend_schema(
        responses={(200, "application/zip"): OpenApiTypes.BINARY}, summary="Download a copy of my data", tags=["me"]
    )
    def get(self, request: Request, token: UUID) -> FileResponse:
        export = export_for(person_of(request), token)
        return served(export.file, name=services.export_name(export), content_type="application/zip")


class CloseAccountView(APIView):
    def confirm(self, request: Request) -> None:
        password = read(CloseAccountInput, request)["password"]
        services.confirm_password(person=person_of(request), password=password, now=timezone.now())

    @extend_schema(
        request=CloseAccountInput,
        responses=AccountClosureOutput,
        summary="Delete my account",
        tags=["me"],
    )
    @idempotent_after(confirm)
    def post(self, request: Request, _confirmed: None) -> Response:
        """Closed at once, erased at `erase_at`. Whoever signs in before that has their account back. Five wrong
        passwords within five minutes make one wait."""
        closure = services.close_confirmed(person=person_of(request), now=timezone.now())
        return Response(AccountClosureOutput(closure).data)


urlpatterns = [
    path("me/exports/", DataExportView.as_view(), name="api-data-exports"),
    path("me/exports/<uuid:token>/", DataExportFileView.as_view(), name="api-download-export"),
    path("me/close/", CloseAccountView.as_view(), name="api-close-account"),
]
