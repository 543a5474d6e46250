from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.api.error_schemas import RefusalResponseSerializer
from apps.api.idempotency import idempotent_after
from apps.api.requests import read
from apps.errors import NotFound
from apps.matching.parsing.documents import Document
from apps.matching.resumes.access import candidate_of
from apps.matching.resumes.downloads import download_of
from apps.matching.resumes.models import Resume
from apps.matching.resumes.reading import named_to, note_reading
from apps.matching.resumes.selectors import file_for, is_open_to
from apps.matching.resumes.serializers import FileInput, ResumeInput, ResumeOutput, UploadOutput
from apps.matching.resumes.services import keep_uploaded, read_uploaded, save_resume
from apps.uploads.limits import MAX_BYTES

RESUMES: dict[str, Any] = {"tags": ["resumes"]}


def _resume_data(resume: Resume, reader: User) -> Any:
    named = named_to(reader, [resume])
    unmasked = {resume.pk} if named and is_open_to(resume, reader) else set()
    return ResumeOutput(resume, context={"unmasked": unmasked, "anonymous": {resume.pk} - named}).data


class MyResumeView(APIView):
    @extend_schema(summary="My résumé", responses=ResumeOutput, **RESUMES)
    def get(self, request: Request) -> Response:
        me = candidate_of(request)
        resume = Resume.objects.select_related("owner").prefetch_related("skills").filter(owner=me).first()
        if resume is None:
            raise NotFound
        return Response(_resume_data(resume, me))

    @extend_schema(summary="Fill in or change my résumé", request=ResumeInput, responses=ResumeOutput, **RESUMES)
    def put(self, request: Request) -> Response:
        """Fields that aren't sent stay as they are."""
        me = candidate_of(request)
        given = ResumeInput(data=request.data)
        given.is_valid(raise_exception=True)
        resume = save_resume(owner=me, **given.validated_data)
        return Response(_resume_data(resume, me))


class UploadView(APIView):
    parser_classes = (MultiPartParser,)

    def read_file(self, request: Request) -> tuple[str, bytes, Document]:
        me = candidate_of(request)
        file = read(FileInput, request)["file"]
        content = file.read(MAX_BYTES + 1)
        return file.name or "", content, read_uploaded(owner=me, content=content)

    @extend_schema(
        summary="Upload my résumé as a file",
        request={"multipart/form-data": FileInput},
        responses={201: UploadOutput},
        **RESUMES,
    )
    @idempotent_after(read_file)
    def post(self, request: Request, given: tuple[str, bytes, Document]) -> Response:
        """Keeps the file, and fills what isn't stated yet from it."""
        me, (name, content, document) = candidate_of(request), given
        upload = keep_uploaded(owner=me, name=name, content=content, document=document)
        found = {"resume": _resume_data(upload.resume, me), "filled": upload.filled}
        return Response(found, status=status.HTTP_201_CREATED)


@extend_schema_view(
    retrieve=extend_schema(
        summary="A résumé that I may see", responses={200: ResumeOutput, 429: RefusalResponseSerializer}, **RESUMES
    )
)
class ResumeViewSet(mixins.RetrieveModelMixin, GenericViewSet[Resume]):
    queryset = Resume.objects.none()
    serializer_class = ResumeOutput
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Resume]:
        if getattr(self, "swagger_fake_view", False):
            return Resume.objects.none()
        visible = Resume.objects.visible_to(person_of(self.request))
        return visible.select_related("owner").prefetch_related("skills").defer("text")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        me, resume = person_of(request), self.get_object()
        note_reading(reader=me, resume=resume)
        return Response(_resume_data(resume, me))

    @extend_schema(
        summary="Its file, where its owner shares it",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        **RESUMES,
    )
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: int) -> FileResponse:
        return download_of(file_for(person_of(request), pk))


urlpatterns = [
    path("resume/", MyResumeView.as_view(), name="my-resume"),
    path("resume/upload/", UploadView.as_view(), name="my-resume-upload"),
]
