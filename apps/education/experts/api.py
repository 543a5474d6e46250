from uuid import UUID

from django.urls import path
from django.utils import timezone, translation
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.education.experts import asking
from apps.education.experts.forms import initial_of
from apps.education.experts.models import Consultation, Expert, ExpertAsk
from apps.education.experts.selectors import (
    asked_before,
    asked_by,
    cards,
    expert_of,
    listed,
    statistics_of,
    to_take,
    waiting_for,
)
from apps.education.experts.serializers import (
    AskedSerializer,
    ExpertAskSerializer,
    ExpertDeskSerializer,
    ExpertDraftSerializer,
    ExpertHoursSerializer,
    ExpertSerializer,
    VerdictSerializer,
)
from apps.education.experts.services import change_hours, draft_from_answer
from apps.errors import NotFound


class ExpertsView(GenericAPIView[Expert]):
    queryset = Expert.objects.none()
    serializer_class = ExpertSerializer

    @extend_schema(responses=ExpertSerializer(many=True), summary="Experts", tags=["help"])
    def get(self, request: Request) -> Response:
        """Who answers questions, on what, and when."""
        person = person_of(request)
        page = self.paginate_queryset(listed(person))
        with translation.override(person.language):
            return self.get_paginated_response(ExpertSerializer(cards(page or [], timezone.now()), many=True).data)


class DeskView(APIView):
    @extend_schema(responses=ExpertDeskSerializer, summary="What I am as an expert", tags=["help"])
    def get(self, request: Request) -> Response:
        """My hours and topics, and what became of my questions. 404 for who is no expert."""
        return Response(_desk(expert_of(person_of(request))))

    @extend_schema(
        request=ExpertHoursSerializer, responses=ExpertDeskSerializer, summary="Change my hours", tags=["help"]
    )
    def put(self, request: Request) -> Response:
        """What waits for me already still does."""
        expert = expert_of(person_of(request))
        wanted = ExpertHoursSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        change_hours(expert=expert, **wanted.validated_data)
        return Response(_desk(expert_of(person_of(request))))


def _desk(expert: Expert) -> dict[str, object]:
    found = {
        "hours": initial_of(expert) | {"weekdays": expert.weekdays},
        "waiting_for_me": expert.open_now,
        "statistics": statistics_of(expert, timezone.now()),
    }
    return dict(ExpertDeskSerializer(found).data)


class QuestionsView(GenericAPIView[ExpertAsk]):
    queryset = ExpertAsk.objects.none()
    serializer_class = ExpertAskSerializer

    @extend_schema(responses=ExpertAskSerializer(many=True), summary="Questions that wait for me", tags=["help"])
    def get(self, request: Request) -> Response:
        """The most pressing first."""
        page = self.paginate_queryset(waiting_for(expert_of(person_of(request))))
        return self.get_paginated_response(ExpertAskSerializer(page or [], many=True).data)


class EarlierQuestionsView(GenericAPIView[ExpertAsk]):
    queryset = ExpertAsk.objects.none()
    serializer_class = ExpertAskSerializer

    @extend_schema(responses=ExpertAskSerializer(many=True), summary="Questions I was asked before", tags=["help"])
    def get(self, request: Request) -> Response:
        """Newest first, with what the asker said of the answer."""
        page = self.paginate_queryset(asked_before(expert_of(person_of(request))))
        return self.get_paginated_response(ExpertAskSerializer(page or [], many=True).data)


class ToTakeView(GenericAPIView[ExpertAsk]):
    queryset = ExpertAsk.objects.none()
    serializer_class = ExpertAskSerializer

    @extend_schema(responses=ExpertAskSerializer(many=True), summary="Questions that I may take", tags=["help"])
    def get(self, request: Request) -> Response:
        """What waits for other experts on my topics."""
        page = self.paginate_queryset(to_take(expert_of(person_of(request))))
        return self.get_paginated_response(ExpertAskSerializer(page or [], many=True).data)


class TakeView(APIView):
    @extend_schema(request=None, responses=ExpertAskSerializer, summary="Take a question", tags=["help"])
    @idempotent
    def post(self, request: Request, consultation_id: int) -> Response:
        """409 `question_moved_on` where it doesn't wait any more."""
        expert = expert_of(person_of(request))
        asking.take(expert=expert, consultation_id=consultation_id)
        return Response(ExpertAskSerializer(waiting_for(expert).get(consultation=consultation_id)).data)


class PassView(APIView):
    @extend_schema(request=None, responses={204: None}, summary="Pass a question on", tags=["help"])
    @idempotent
    def post(self, request: Request, consultation_id: int) -> Response:
        """The next expert is asked at once."""
        asking.pass_on(expert=expert_of(person_of(request)), consultation_id=consultation_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class DraftView(APIView):
    @extend_schema(
        request=None, responses={201: ExpertDraftSerializer}, summary="Make a draft article of my answer", tags=["help"]
    )
    @idempotent
    def post(self, request: Request, consultation_id: int) -> Response:
        """Needs the right to add articles."""
        person = person_of(request)
        article = draft_from_answer(expert=expert_of(person), consultation_id=consultation_id, by=person)
        return Response(ExpertDraftSerializer(article).data, status=status.HTTP_201_CREATED)


class AskedView(GenericAPIView[Consultation]):
    queryset = Consultation.objects.none()
    serializer_class = AskedSerializer

    @extend_schema(responses=AskedSerializer(many=True), summary="My questions to people", tags=["help"])
    def get(self, request: Request) -> Response:
        """Newest first, and where each of them is."""
        person = person_of(request)
        page = self.paginate_queryset(asked_by(person))
        with translation.override(person.language):
            return self.get_paginated_response(AskedSerializer(page or [], many=True).data)


class VerdictView(APIView):
    @extend_schema(
        request=VerdictSerializer, responses=AskedSerializer, summary="Say whether the answer helped", tags=["help"]
    )
    @idempotent
    def post(self, request: Request, token: UUID) -> Response:
        wanted = VerdictSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        person, said = person_of(request), wanted.validated_data["helped"]
        mine = asked_by(person).filter(token=token)
        found = mine.first()
        if found is None:
            raise NotFound
        if said == "support":
            asking.call_support(consultation_id=found.pk)
        else:
            asking.say_whether_helped(person=person, token=token, helped=said == "yes")
        with translation.override(person.language):
            return Response(AskedSerializer(mine.get()).data)


urlpatterns = [
    path("experts/", ExpertsView.as_view(), name="expert-list"),
    path("experts/me/", DeskView.as_view(), name="expert-me"),
    path("experts/me/questions/", QuestionsView.as_view(), name="expert-questions"),
    path("experts/me/questions/earlier/", EarlierQuestionsView.as_view(), name="expert-earlier"),
    path("experts/me/questions/to-take/", ToTakeView.as_view(), name="expert-to-take"),
    path("experts/me/questions/<int:consultation_id>/take/", TakeView.as_view(), name="expert-take"),
    path("experts/me/questions/<int:consultation_id>/pass/", PassView.as_view(), name="expert-pass"),
    path("experts/me/questions/<int:consultation_id>/draft/", DraftView.as_view(), name="expert-draft"),
    path("help/asked/", AskedView.as_view(), name="asked-list"),
    path("help/asked/<uuid:token>/", VerdictView.as_view(), name="asked-verdict"),
]
