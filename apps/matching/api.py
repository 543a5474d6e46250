"""The API of matching: jobs, résumés, skills; imports for staff."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from apps.accounts.access import person_of
from apps.accounts.models import User
from apps.api.idempotency import idempotent
from apps.errors import NotAllowed, NotFound
from apps.matching import services
from apps.matching.documents.downloads import download_of
from apps.matching.documents.reading import MAX_BYTES
from apps.matching.errors import ImportTooLarge
from apps.matching.filters import JobFilter
from apps.matching.importing.tables import MAX_BYTES as MAX_IMPORT
from apps.matching.models import Job, JobStatus, Resume, Skill
from apps.matching.selectors.jobs import jobs_for, resume_of
from apps.matching.selectors.ranked import match, rank_jobs, ranked_candidates
from apps.matching.selectors.skills import find_skills
from apps.matching.selectors.viewing import file_for, is_open_to, jobs_of_company
from apps.matching.serializers import (
    CandidateOutput,
    DismissInput,
    FileInput,
    ImportInput,
    ImportOutput,
    JobImportInput,
    JobInput,
    JobOutput,
    ResumeInput,
    ResumeOutput,
    SkillOutput,
    UploadOutput,
    match_data,
)

JOBS: dict[str, Any] = {"tags": ["jobs"]}
RESUMES: dict[str, Any] = {"tags": ["resumes"]}
ORDER = OpenApiParameter(
    "order", str, enum=["best", "newest"], description="For candidates: by one's résumé (default), or newest first."
)


class MayImport(BasePermission):
    """Staff whom the console lets add jobs."""

    def has_permission(self, request: Request, view: Any) -> bool:
        person = request.user
        return isinstance(person, User) and person.is_staff and person.has_perm("matching.add_job")


@extend_schema_view(retrieve=extend_schema(summary="A job", **JOBS))
class JobViewSet(mixins.RetrieveModelMixin, GenericViewSet[Job]):
    """Open jobs are for everybody who is signed in; drafts and changes are their company's."""

    queryset = Job.objects.none()
    serializer_class = JobOutput
    filterset_class = JobFilter
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Job]:
        if getattr(self, "swagger_fake_view", False):
            return Job.objects.none()
        me = person_of(self.request)
        if self.action == "list":
            return jobs_for(me)
        return _whole(Job.objects.visible_to(me))

    @extend_schema(summary="Open jobs, ranked for candidates", parameters=[ORDER], **JOBS)
    def list(self, request: Request) -> Response:
        me = person_of(request)
        jobs: Any = self.filter_queryset(self.get_queryset())
        resume = resume_of(me) if me.is_candidate else None
        default = "best" if resume is not None and resume.personalised else "newest"
        if resume is None or request.query_params.get("order", default) == "newest":
            return self._answer(_whole(jobs), {})
        page = self.paginate_queryset(rank_jobs(resume, jobs))
        matches = {found.job.pk: found for found in page or []}
        whole = _whole(Job.objects.all()).in_bulk(list(matches))
        shown = JobOutput([whole[pk] for pk in matches], many=True, context={"matches": matches})
        return self.get_paginated_response(shown.data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        me, job = person_of(request), self.get_object()
        resume = resume_of(me) if me.is_candidate else None
        matches = {job.pk: match(job, resume)} if resume is not None and resume.personalised else {}
        return Response(JobOutput(job, context={"matches": matches}).data)

    @extend_schema(
        summary="My company's jobs",
        parameters=[OpenApiParameter("state", str, enum=JobStatus.values)],
        filters=False,
        responses=JobOutput(many=True),
        **JOBS,
    )
    @action(detail=False, methods=["get"])
    def mine(self, request: Request) -> Response:
        state = request.query_params.get("state", JobStatus.OPEN)
        state = state if state in JobStatus.values else str(JobStatus.OPEN)
        return self._answer(_whole(jobs_of_company(person_of(request), state=state)), {})

    def _answer(self, jobs: QuerySet[Job], matches: dict[int, Any]) -> Response:
        page = self.paginate_queryset(jobs)
        return self.get_paginated_response(JobOutput(page, many=True, context={"matches": matches}).data)

    @extend_schema(summary="Post a job", request=JobInput, responses={201: JobOutput}, **JOBS)
    @idempotent
    def create(self, request: Request) -> Response:
        """For recruiters: the job is their company's. `draft` keeps it unposted."""
        me = person_of(request)
        if not me.is_recruiter:
            raise NotAllowed
        given = JobInput(data=request.data)
        given.is_valid(raise_exception=True)
        fields = dict(given.validated_data)
        job = services.post_job(poster=me, publish_now=not fields.pop("draft", False), **fields)
        return self._one(job.pk, status.HTTP_201_CREATED)

    @extend_schema(summary="Change a job", request=JobInput(partial=True), responses=JobOutput, **JOBS)
    def partial_update(self, request: Request, pk: int) -> Response:
        job = self._managed(pk)
        given = JobInput(job, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        fields = {name: value for name, value in given.validated_data.items() if name != "draft"}
        services.edit_job(job=job, editor=person_of(request), **fields)
        return self._one(pk)

    @extend_schema(summary="Take a job off the lists", request=None, responses=JobOutput, **JOBS)
    @action(detail=True, methods=["post"])
    @idempotent
    def close(self, request: Request, pk: int) -> Response:
        services.close_job(job=self._managed(pk), closer=person_of(request))
        return self._one(pk)

    @extend_schema(summary="Post a draft, or a closed job again", request=None, responses=JobOutput, **JOBS)
    @action(detail=True, methods=["post"])
    @idempotent
    def reopen(self, request: Request, pk: int) -> Response:
        services.reopen_job(job=self._managed(pk), opener=person_of(request))
        return self._one(pk)

    @extend_schema(summary="Not interested", request=DismissInput, responses={204: None}, **JOBS)
    @action(detail=True, methods=["put"])
    def dismissal(self, request: Request, pk: int) -> Response:
        """The job leaves one's list until it is undone."""
        given = DismissInput(data=request.data)
        given.is_valid(raise_exception=True)
        me = _candidate(request)
        services.dismiss_job(person=me, job=self.get_object(), reason=given.validated_data.get("reason", ""))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="Interested after all", responses={204: None}, **JOBS)
    @dismissal.mapping.delete
    def undo_dismissal(self, request: Request, pk: int) -> Response:
        services.undo_dismissal(person=_candidate(request), job=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Candidates for a job of my company, best match first",
        parameters=[OpenApiParameter("q", str, description="Part of a name, position or city.")],
        filters=False,
        responses=CandidateOutput(many=True),
        **JOBS,
    )
    @action(detail=True, methods=["get"])
    def candidates(self, request: Request, pk: int) -> Response:
        me = person_of(request)
        job = Job.objects.managed_by(me).select_related("vector").filter(pk=pk).first()
        if job is None:
            raise NotFound
        ranking: Any = ranked_candidates(job, viewer=me, q=request.query_params.get("q", "")[:100])
        page = self.paginate_queryset(ranking) or []
        found: list[Any] = [{"resume": ResumeOutput(entry.resume).data, "match": match_data(entry)} for entry in page]
        return self.get_paginated_response(found)

    def _managed(self, pk: int) -> Job:
        """Who may manage it is the service's to say; who may not even see it finds nothing."""
        job = Job.objects.visible_to(person_of(self.request)).filter(pk=pk).first()
        if job is None:
            raise NotFound
        return job

    def _one(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        return Response(JobOutput(_whole(Job.objects.all()).get(pk=pk)).data, status=code)


def _whole(jobs: QuerySet[Job]) -> QuerySet[Job]:
    return jobs.select_related("company").prefetch_related("job_skills__skill").defer("search_tokens")


def _candidate(request: Request) -> User:
    me = person_of(request)
    if not me.is_candidate:
        raise NotFound
    return me


def _resume_data(resume: Resume, reader: User) -> Any:
    unmasked = {resume.pk} if is_open_to(resume, reader) else set()
    return ResumeOutput(resume, context={"unmasked": unmasked}).data


class MyResumeView(APIView):
    @extend_schema(summary="My résumé", responses=ResumeOutput, **RESUMES)
    def get(self, request: Request) -> Response:
        me = _candidate(request)
        resume = Resume.objects.select_related("owner").prefetch_related("skills").filter(owner=me).first()
        if resume is None:
            raise NotFound
        return Response(_resume_data(resume, me))

    @extend_schema(summary="Fill in or change my résumé", request=ResumeInput, responses=ResumeOutput, **RESUMES)
    def put(self, request: Request) -> Response:
        """Fields that aren't sent stay as they are."""
        me = _candidate(request)
        given = ResumeInput(data=request.data)
        given.is_valid(raise_exception=True)
        resume = services.save_resume(owner=me, **given.validated_data)
        return Response(_resume_data(resume, me))


class UploadView(APIView):
    parser_classes = (MultiPartParser,)

    @extend_schema(
        summary="Upload my résumé as a file",
        request={"multipart/form-data": FileInput},
        responses={201: UploadOutput},
        **RESUMES,
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Keeps the file, and fills what isn't stated yet from it."""
        me = _candidate(request)
        given = FileInput(data=request.data)
        given.is_valid(raise_exception=True)
        file = given.validated_data["file"]
        upload = services.upload_resume(owner=me, name=file.name or "", content=file.read(MAX_BYTES + 1))
        found = {"resume": _resume_data(upload.resume, me), "filled": upload.filled}
        return Response(found, status=status.HTTP_201_CREATED)


@extend_schema_view(retrieve=extend_schema(summary="A résumé that I may see", **RESUMES))
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
        return Response(_resume_data(self.get_object(), person_of(request)))

    @extend_schema(
        summary="Its file, where its owner shares it",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        **RESUMES,
    )
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: int) -> FileResponse:
        return download_of(file_for(person_of(request), pk))


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
        run = services.import_resumes(
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
        run = services.import_jobs(
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


@extend_schema_view(
    list=extend_schema(
        summary="Skills by the beginning or a part of any of their names",
        parameters=[OpenApiParameter("q", str, required=True)],
        tags=["skills"],
    )
)
class SkillViewSet(mixins.ListModelMixin, GenericViewSet[Skill]):
    queryset = Skill.objects.none()
    serializer_class = SkillOutput

    def get_queryset(self) -> QuerySet[Skill]:
        return find_skills(self.request.query_params.get("q", "")[:80])


router = SimpleRouter()
router.register("jobs", JobViewSet, basename="job")
router.register("resumes", ResumeViewSet, basename="resume")
router.register("skills", SkillViewSet, basename="skill")

urlpatterns = [
    path("jobs/import/", JobImportView.as_view(), name="job-import"),
    path("resumes/import/", ResumeImportView.as_view(), name="resume-import"),
    path("resume/", MyResumeView.as_view(), name="my-resume"),
    path("resume/upload/", UploadView.as_view(), name="my-resume-upload"),
    *router.urls,
]
