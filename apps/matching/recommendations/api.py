from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.people.access import person_of
from apps.errors import NotFound
from apps.matching.jobs.api import JOBS, PostingViewSet, whole_jobs
from apps.matching.jobs.models import Job
from apps.matching.jobs.selectors import JobFilters, is_search_cut, jobs_for
from apps.matching.jobs.serializers import JobOutput
from apps.matching.ranking.serializers import match_data
from apps.matching.recommendations.paging import MatchPage
from apps.matching.recommendations.selectors import match, rank_jobs, ranked_candidates
from apps.matching.recommendations.serializers import CandidateOutput, DismissInput
from apps.matching.recommendations.services import dismiss_job, undo_dismissal
from apps.matching.resumes.access import candidate_of
from apps.matching.resumes.reading import named_to
from apps.matching.resumes.selectors import resume_of
from apps.matching.resumes.serializers import ResumeOutput

ORDER = OpenApiParameter(
    "order", str, enum=["best", "newest"], description="For candidates: by one's résumé (default), or newest first."
)


@extend_schema_view(retrieve=extend_schema(summary="A job", **JOBS))
class JobViewSet(mixins.RetrieveModelMixin, PostingViewSet):
    """Open jobs are for everybody who is signed in; drafts and changes are their company's."""

    pagination_class = MatchPage
    paginator: MatchPage

    def get_queryset(self) -> QuerySet[Job]:
        if getattr(self, "swagger_fake_view", False):
            return Job.objects.none()
        me = person_of(self.request)
        if self.action == "list":
            return jobs_for(me)
        return whole_jobs(Job.objects.visible_to(me))

    @extend_schema(summary="Open jobs, ranked for candidates", parameters=[ORDER], **JOBS)
    def list(self, request: Request) -> Response:
        me = person_of(request)
        jobs: Any = self.filter_queryset(self.get_queryset())
        resume = resume_of(me) if me.is_candidate else None
        query = request.query_params.get("q", "")[:100]
        self.paginator.is_cut = is_search_cut(me, JobFilters(q=query))
        default = "best" if resume is not None and resume.personalised else "newest"
        if resume is None or request.query_params.get("order", default) == "newest":
            return self.answer(whole_jobs(jobs), {})
        ranking: Any = rank_jobs(resume, jobs)
        self.paginator.is_cut |= ranking.total > len(ranking)
        page = self.paginate_queryset(ranking)
        matches = {found.job.pk: found for found in page or []}
        whole = whole_jobs(Job.objects.all()).in_bulk(list(matches))
        shown = JobOutput([whole[pk] for pk in matches], many=True, context={"matches": matches})
        return self.get_paginated_response(shown.data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        me, job = person_of(request), self.get_object()
        resume = resume_of(me) if me.is_candidate else None
        matches = {job.pk: match(job, resume)} if resume is not None and resume.personalised else {}
        return Response(JobOutput(job, context={"matches": matches}).data)

    @extend_schema(summary="Not interested", request=DismissInput, responses={204: None}, **JOBS)
    @action(detail=True, methods=["put"])
    def dismissal(self, request: Request, pk: int) -> Response:
        """The job leaves one's list until it is undone."""
        given = DismissInput(data=request.data)
        given.is_valid(raise_exception=True)
        me = candidate_of(request)
        dismiss_job(person=me, job=self.get_object(), reason=given.validated_data.get("reason", ""))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="Interested after all", responses={204: None}, **JOBS)
    @dismissal.mapping.delete
    def undo_dismissal(self, request: Request, pk: int) -> Response:
        undo_dismissal(person=candidate_of(request), job=self.get_object())
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
        self.paginator.is_cut = ranking.total > len(ranking)
        page = self.paginate_queryset(ranking) or []
        named = named_to(me, [entry.resume for entry in page])
        context = {"anonymous": {entry.resume.pk for entry in page} - named}
        found: list[Any] = [
            {
                "resume": ResumeOutput(entry.resume, context=context).data,
                "match": match_data(entry.comparison if entry.resume.pk in named else entry.comparison.for_a_card()),
            }
            for entry in page
        ]
        return self.get_paginated_response(found)
