from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.errors import NotFound
from apps.feedback.surveys.models import SurveyInvitation
from apps.feedback.surveys.selectors import open_invitations
from apps.feedback.surveys.serializers import SurveyAnswersInput, SurveyOutput, SurveySkipInput
from apps.feedback.surveys.services import answer_survey, skip_survey


@extend_schema_view(list=extend_schema(summary="Surveys that wait for my answer"))
class SurveyViewSet(mixins.ListModelMixin, GenericViewSet[SurveyInvitation]):
    queryset = SurveyInvitation.objects.none()
    serializer_class = SurveyOutput
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[SurveyInvitation]:
        if getattr(self, "swagger_fake_view", False):
            return SurveyInvitation.objects.none()
        mine = open_invitations(person_of(self.request), now=timezone.now())
        return mine.prefetch_related("survey__questions")

    @extend_schema(summary="Answer a survey", request=SurveyAnswersInput, responses=SurveyOutput)
    @action(detail=True, methods=["post"])
    @idempotent
    def answer(self, request: Request, pk: int) -> Response:
        self._check_mine(pk)
        given = SurveyAnswersInput(data=request.data)
        given.is_valid(raise_exception=True)
        values = {one["question"]: one.get("number", one.get("text", "")) for one in given.validated_data["answers"]}
        return Response(SurveyOutput(answer_survey(invitation_id=pk, values=values)).data)

    @extend_schema(summary="Say that I'd rather not answer a survey", request=SurveySkipInput, responses=SurveyOutput)
    @action(detail=True, methods=["post"])
    @idempotent
    def skip(self, request: Request, pk: int) -> Response:
        self._check_mine(pk)
        given = SurveySkipInput(data=request.data)
        given.is_valid(raise_exception=True)
        skipped = skip_survey(invitation_id=pk, reason=given.validated_data["reason"])
        return Response(SurveyOutput(skipped).data)

    def _check_mine(self, invitation_id: int) -> None:
        if not SurveyInvitation.objects.filter(pk=invitation_id, person=person_of(self.request)).exists():
            raise NotFound
