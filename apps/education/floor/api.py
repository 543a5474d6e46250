from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.chat.moderation.serializers import ReportSerializer
from apps.chat.sending.client_ids import client_id_of
from apps.education.floor.asking import ask, raise_hand, take_back
from apps.education.floor.hosting import manage_guest, moderate, reply, report_question
from apps.education.floor.models import SalonQuestion
from apps.education.floor.selectors import as_dict, question_for, room_of
from apps.education.floor.serializers import (
    AskInRoomSerializer,
    ManageGuestSerializer,
    ModerateQuestionSerializer,
    ReplyInRoomSerializer,
    ReportQuestionSerializer,
    RoomFilterSerializer,
    RoomSerializer,
    SalonQuestionSerializer,
)
from apps.education.floor.voting import set_vote
from apps.education.salons.selectors import entered, hosted


def _shown(question: SalonQuestion) -> dict[str, object]:
    return dict(SalonQuestionSerializer(as_dict(question, shows_all=True)).data)


class RoomView(APIView):
    @extend_schema(
        parameters=[RoomFilterSerializer],
        responses=RoomSerializer,
        summary="The live room of an event",
        tags=["events"],
    )
    def get(self, request: Request, salon_id: int) -> Response:
        """For who has a seat, and its hosts: the most wanted questions, or with `after_rev` what changed since. The
        socket's `salon.watch` tells of changes as they happen."""
        person = person_of(request)
        chosen = RoomFilterSerializer(data=request.query_params)
        chosen.is_valid(raise_exception=True)
        room = room_of(entered(person, salon_id), person, now=timezone.now(), **chosen.validated_data)
        return Response(RoomSerializer(room).data)


class RoomQuestionsView(APIView):
    @extend_schema(
        request=AskInRoomSerializer,
        responses={201: SalonQuestionSerializer},
        summary="Ask in a live room",
        tags=["events"],
    )
    @idempotent
    def post(self, request: Request, salon_id: int) -> Response:
        """400 `contact_in_post`, 403 `muted`, 409 `confirm_needed` where it reads like a scam, 409 `event_over`."""
        person, said = person_of(request), read(AskInRoomSerializer, request)
        question = ask(
            salon=entered(person, salon_id),
            author=person,
            body=said["body"],
            client_id=client_id_of(request, {}),
            is_confirmed=said["confirmed"],
        )
        return Response(_shown(question), status=status.HTTP_201_CREATED)


class SalonQuestionView(APIView):
    @extend_schema(responses=SalonQuestionSerializer, summary="A question of a live room", tags=["events"])
    def get(self, request: Request, question_id: int) -> Response:
        return Response(_shown(question_for(person_of(request), question_id)))

    @extend_schema(responses={204: None}, summary="Take my question back", tags=["events"])
    def delete(self, request: Request, question_id: int) -> Response:
        """While nobody has answered it."""
        person = person_of(request)
        take_back(question=question_for(person, question_id), by=person)
        return Response(status=status.HTTP_204_NO_CONTENT)


class QuestionVoteView(APIView):
    @extend_schema(request=None, responses=SalonQuestionSerializer, summary="Vote for a question", tags=["events"])
    def put(self, request: Request, question_id: int) -> Response:
        """One vote a person. 403 `own_post` for one's own."""
        return self._set(request, question_id, is_on=True)

    @extend_schema(responses={200: SalonQuestionSerializer}, summary="Take my vote back", tags=["events"])
    def delete(self, request: Request, question_id: int) -> Response:
        return self._set(request, question_id, is_on=False)

    def _set(self, request: Request, question_id: int, *, is_on: bool) -> Response:
        person = person_of(request)
        set_vote(question=question_for(person, question_id), voter=person, is_on=is_on)
        return Response(_shown(question_for(person, question_id)))


class QuestionReplyView(APIView):
    @extend_schema(
        request=ReplyInRoomSerializer, responses=SalonQuestionSerializer, summary="Answer a question", tags=["events"]
    )
    def put(self, request: Request, question_id: int) -> Response:
        """For hosts; again replaces it."""
        person, said = person_of(request), read(ReplyInRoomSerializer, request)
        return Response(_shown(reply(question=question_for(person, question_id), by=person, body=said["body"])))


class QuestionModerationView(APIView):
    @extend_schema(
        request=ModerateQuestionSerializer,
        responses=SalonQuestionSerializer,
        summary="Moderate a question",
        tags=["events"],
    )
    @idempotent
    def post(self, request: Request, question_id: int) -> Response:
        """For hosts: `pin` above all others, `answered` aloud or `open` again, `hide` or `show`."""
        person, said = person_of(request), read(ModerateQuestionSerializer, request)
        found = moderate(question=question_for(person, question_id), by=person, action=said["action"])
        return Response(_shown(found))


class QuestionReportView(APIView):
    @extend_schema(
        request=ReportQuestionSerializer,
        responses={201: ReportSerializer},
        summary="Report a question",
        tags=["events"],
    )
    @idempotent
    def post(self, request: Request, question_id: int) -> Response:
        """A person looks at it. The same again gives the report that there is."""
        person, said = person_of(request), read(ReportQuestionSerializer, request)
        made = report_question(question=question_for(person, question_id), reporter=person, **said)
        return Response(ReportSerializer(made).data, status=status.HTTP_201_CREATED)


class HandView(APIView):
    @extend_schema(request=None, responses={204: None}, summary="Raise my hand", tags=["events"])
    def put(self, request: Request, salon_id: int) -> Response:
        return self._set(request, salon_id, is_up=True)

    @extend_schema(responses={204: None}, summary="Take my hand down", tags=["events"])
    def delete(self, request: Request, salon_id: int) -> Response:
        return self._set(request, salon_id, is_up=False)

    def _set(self, request: Request, salon_id: int, *, is_up: bool) -> Response:
        person = person_of(request)
        raise_hand(salon=entered(person, salon_id), person=person, is_up=is_up)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoomGuestView(APIView):
    @extend_schema(request=ManageGuestSerializer, responses={204: None}, summary="Moderate a guest", tags=["events"])
    @idempotent
    def post(self, request: Request, salon_id: int, person_id: int) -> Response:
        """For hosts."""
        person, said = person_of(request), read(ManageGuestSerializer, request)
        manage_guest(salon=hosted(person, salon_id), by=person, person_id=person_id, action=said["action"])
        return Response(status=status.HTTP_204_NO_CONTENT)


urlpatterns = [
    path("salons/<int:salon_id>/room/", RoomView.as_view(), name="salon-room"),
    path("salons/<int:salon_id>/questions/", RoomQuestionsView.as_view(), name="salon-questions"),
    path("salons/<int:salon_id>/hand/", HandView.as_view(), name="salon-hand"),
    path("salons/<int:salon_id>/guests/<int:person_id>/", RoomGuestView.as_view(), name="salon-guest"),
    path("salon-questions/<int:question_id>/", SalonQuestionView.as_view(), name="salon-question"),
    path("salon-questions/<int:question_id>/vote/", QuestionVoteView.as_view(), name="salon-question-vote"),
    path("salon-questions/<int:question_id>/reply/", QuestionReplyView.as_view(), name="salon-question-reply"),
    path(
        "salon-questions/<int:question_id>/moderation/",
        QuestionModerationView.as_view(),
        name="salon-question-moderation",
    ),
    path("salon-questions/<int:question_id>/report/", QuestionReportView.as_view(), name="salon-question-report"),
]
