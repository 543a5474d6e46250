from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.errors import NotAllowed, NotFound
from apps.matching.jobs.filters import JobFilter
from apps.matching.jobs.models import Job, JobStatus
from apps.matching.jobs.selectors import jobs_of_company
from apps.matching.jobs.serializers import JobInput, JobOutput
from apps.matching.jobs.services import close_job, edit_job, post_job, reopen_job

JOBS: dict[str, Any] = {"tags": ["jobs"]}


class PostingViewSet(GenericViewSet[Job]):
    """What a company does with its jobs. How they are listed and read is added by recommendations."""

    queryset = Job.objects.none()
    serializer_class = JobOutput
    filterset_class = JobFilter
    lookup_value_converter = "int"

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
        return self.answer(whole_jobs(jobs_of_company(person_of(request), state=state)), {})

    def answer(self, jobs: QuerySet[Job], matches: dict[int, Any]) -> Response:
        """A page of them, each with its match if there is one."""
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
        job = post_job(poster=me, publish_now=not fields.pop("draft", False), **fields)
        return self._one(job.pk, status.HTTP_201_CREATED)

    @extend_schema(summary="Change a job", request=JobInput(partial=True), responses=JobOutput, **JOBS)
    def partial_update(self, request: Request, pk: int) -> Response:
        job = self._managed(pk)
        given = JobInput(job, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        fields = {name: value for name, value in given.validated_data.items() if name != "draft"}
        edit_job(job=job, editor=person_of(request), **fields)
        return self._one(pk)

    @extend_schema(summary="Take a job off the lists", request=None, responses=JobOutput, **JOBS)
    @action(detail=True, methods=["post"])
    @idempotent
    def close(self, request: Request, pk: int) -> Response:
        close_job(job=self._managed(pk), closer=person_of(request))
        return self._one(pk)

    @extend_schema(summary="Post a draft, or a closed job again", request=None, responses=JobOutput, **JOBS)
    @action(detail=True, methods=["post"])
    @idempotent
    def reopen(self, request: Request, pk: int) -> Response:
        reopen_job(job=self._managed(pk), opener=person_of(request))
        return self._one(pk)

    def _managed(self, pk: int) -> Job:
        """Who may manage it is the service's to say; who may not even see it finds nothing."""
        job = Job.objects.visible_to(person_of(self.request)).filter(pk=pk).first()
        if job is None:
            raise NotFound
        return job

    def _one(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        return Response(JobOutput(whole_jobs(Job.objects.all()).get(pk=pk)).data, status=code)


def whole_jobs(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """With what `JobOutput` shows of them."""
    return jobs.select_related("company").prefetch_related("job_skills__skill").defer("search_tokens")
