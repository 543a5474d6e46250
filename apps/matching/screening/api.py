from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.requests import read
from apps.errors import NotFound
from apps.matching.jobs.models import Job
from apps.matching.screening.selectors import questions_of
from apps.matching.screening.serializers import QuestionsInput, QuestionsOutput
from apps.matching.screening.services import set_questions

JOBS: dict[str, Any] = {"tags": ["jobs"]}


class JobScreeningView(APIView):
    """What a job asks those who apply for it."""

    @extend_schema(summary="What a job asks", responses=QuestionsOutput, **JOBS)
    def get(self, request: Request, job_id: int) -> Response:
        return self._questions(self._job(request, job_id))

    @extend_schema(summary="Set what a job asks", request=QuestionsInput, responses=QuestionsOutput, **JOBS)
    def put(self, request: Request, job_id: int) -> Response:
        """Replaces the whole list, up to five; what was answered keeps the version it was given to."""
        job = self._job(request, job_id)
        set_questions(job=job, editor=person_of(request), questions=read(QuestionsInput, request)["questions"])
        return self._questions(job)

    def _job(self, request: Request, job_id: int) -> Job:
        """Who may set them is the service's to say; who may not even see the job finds nothing."""
        job = Job.objects.visible_to(person_of(request)).filter(pk=job_id).first()
        if job is None:
            raise NotFound
        return job

    def _questions(self, job: Job) -> Response:
        return Response(QuestionsOutput({"questions": questions_of(job)}).data)


urlpatterns = [path("jobs/<int:job_id>/screening/", JobScreeningView.as_view(), name="job-screening")]
