from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import operators_with, person_of
from apps.api.idempotency import idempotent
from apps.matching.importing.errors import ImportTooLarge
from apps.matching.importing.serializers import ImportInput, ImportOutput, JobImportInput
from apps.matching.importing.services import import_jobs, import_resumes
from apps.matching.importing.tables import MAX_BYTES as MAX_IMPORT
from apps.matching.jobs.api import JOBS
from apps.matching.resumes.api import RESUMES

MayImport = operators_with("matching.add_job")


class ResumeImportView(APIView):
    permission_classes = (MayImport,)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        summary="Import résumés from a file",
        request={"multipart/form-data": ImportInput},
        responses={201: ImportOutput},
        **RESUMES,
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """For staff, as for jobs. Résumés without the address of somebody here stay unclaimed."""
        given = ImportInput(data=request.data)
        given.is_valid(raise_exception=True)
        run = import_resumes(
            content=_import_content(given),
            file_name=given.validated_data["file"].name or "",
            source=given.validated_data["source"],
            started_by=person_of(request),
        )
        return Response(ImportOutput(run).data, status=status.HTTP_201_CREATED)


class JobImportView(APIView):
    permission_classes = (MayImport,)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        summary="Import jobs from a file",
        request={"multipart/form-data": JobImportInput},
        responses={201: ImportOutput},
        **JOBS,
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """For staff. Good rows come in, the others are named with line and reason; the same file again changes
        nothing."""
        given = JobImportInput(data=request.data)
        given.is_valid(raise_exception=True)
        run = import_jobs(
            content=_import_content(given),
            file_name=given.validated_data["file"].name or "",
            company=given.validated_data.get("company"),
            source=given.validated_data["source"],
            started_by=person_of(request),
        )
        return Response(ImportOutput(run).data, status=status.HTTP_201_CREATED)


def _import_content(given: ImportInput) -> bytes:
    file = given.validated_data["file"]
    if file.size > MAX_IMPORT:
        raise ImportTooLarge(field="file")
    content: bytes = file.read()
    return content


urlpatterns = [
    path("jobs/import/", JobImportView.as_view(), name="job-import"),
    path("resumes/import/", ResumeImportView.as_view(), name="resume-import"),
]
