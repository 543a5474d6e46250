"""What stands on job cards: for everybody who sees the job; written by its company."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.errors import InvalidInput, NotFound
from apps.matching.facts.card import topic_choices
from apps.matching.facts.selectors import facts_of, managed_fact
from apps.matching.facts.serializers import FactChange, FactInput, FactOutput
from apps.matching.facts.services import approve_fact, change_fact, withdraw_fact
from apps.matching.jobs.models import Job

JOBS: dict[str, Any] = {"tags": ["jobs"]}


class JobFactsView(APIView):
    @extend_schema(summary="Answers on a job's card", responses=FactOutput(many=True), **JOBS)
    def get(self, request: Request, job_id: int) -> Response:
        return Response(FactOutput(facts_of(_seen(request, job_id)), many=True).data)

    @extend_schema(summary="Put an answer on a job's card", request=FactInput, responses={201: FactOutput}, **JOBS)
    @idempotent
    def post(self, request: Request, job_id: int) -> Response:
        """In the place of what stands there about the topic. The same again changes nothing."""
        job = _seen(request, job_id)
        given = FactInput(data=request.data)
        given.is_valid(raise_exception=True)
        if given.validated_data["topic"] not in dict(topic_choices()):
            raise InvalidInput(field="topic")
        fact = approve_fact(job=job, approver=person_of(request), **given.validated_data)
        return Response(FactOutput(fact).data, status=status.HTTP_201_CREATED)


class JobFactView(APIView):
    @extend_schema(summary="Change an answer on a job's card", request=FactChange, responses=FactOutput, **JOBS)
    def put(self, request: Request, fact_id: int) -> Response:
        """Answers with its successor: what candidates were told stays known under the old number."""
        fact = managed_fact(person_of(request), fact_id)
        given = FactChange(data=request.data)
        given.is_valid(raise_exception=True)
        changed = change_fact(fact=fact, editor=person_of(request), **given.validated_data)
        return Response(FactOutput(changed).data)

    @extend_schema(summary="Withdraw an answer from a job's card", responses={204: None}, **JOBS)
    def delete(self, request: Request, fact_id: int) -> Response:
        withdraw_fact(fact=managed_fact(person_of(request), fact_id), by=person_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _seen(request: Request, job_id: int) -> Job:
    job = Job.objects.visible_to(person_of(request)).filter(pk=job_id).first()
    if job is None:
        raise NotFound
    return job


urlpatterns = [
    path("jobs/<int:job_id>/facts/", JobFactsView.as_view(), name="job-facts"),
    path("job-facts/<int:fact_id>/", JobFactView.as_view(), name="job-fact"),
]
