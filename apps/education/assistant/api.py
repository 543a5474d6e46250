from uuid import UUID

from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.chat.support.selectors import usual_support_wait_minutes
from apps.education.articles.models import tongue_of
from apps.education.assistant.asking import ask_question, choose_article, comment_on_answer, say_whether_solved
from apps.education.assistant.handing_over import hand_over
from apps.education.assistant.limits import count_question
from apps.education.assistant.serializers import (
    AnswerSerializer,
    AnswerVerdictSerializer,
    AskPersonSerializer,
    AskSerializer,
    ChooseSerializer,
    HandedOverSerializer,
    answer_data,
)


class AskView(APIView):
    @extend_schema(request=AskSerializer, responses=AnswerSerializer, summary="Ask the help", tags=["help"])
    @idempotent
    def post(self, request: Request) -> Response:
        """Answers from the articles with its source, or says that it doesn't know."""
        person, wanted = person_of(request), read(AskSerializer, request)
        count_question(asker=str(person.pk), is_visitor=False)
        question, answer = ask_question(person=person, text=wanted["question"], fallback=tongue_of(get_language()))
        return Response(AnswerSerializer(answer_data(question, answer)).data)


class ChooseView(APIView):
    @extend_schema(request=ChooseSerializer, responses=AnswerSerializer, summary="Say which is meant", tags=["help"])
    @idempotent
    def post(self, request: Request, token: UUID) -> Response:
        """Answers a question from the article that the asker chose of two."""
        person = person_of(request)
        count_question(asker=str(person.pk), is_visitor=False)
        question, answer = choose_article(
            person=person,
            token=token,
            slug=read(ChooseSerializer, request)["article"],
            fallback=tongue_of(get_language()),
        )
        return Response(AnswerSerializer(answer_data(question, answer)).data)


class VerdictView(APIView):
    @extend_schema(
        request=AnswerVerdictSerializer, responses={204: None}, summary="Say whether it solved it", tags=["help"]
    )
    @idempotent
    def post(self, request: Request, token: UUID) -> Response:
        """Whether the answer solved a question of mine, and what I think of it."""
        person, said = person_of(request), read(AnswerVerdictSerializer, request)
        say_whether_solved(person=person, token=token, is_solved=said["solved"])
        if "comment" in said:
            comment_on_answer(person=person, token=token, text=said["comment"])
        return Response(status=status.HTTP_204_NO_CONTENT)


class HandOverView(APIView):
    @extend_schema(
        request=AskPersonSerializer,
        responses={201: HandedOverSerializer},
        summary="Ask a person instead",
        tags=["help"],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Opens the conversation with support, or goes on in the open one, with what the help was asked before."""
        person, wanted = person_of(request), read(AskPersonSerializer, request)
        conversation = hand_over(person=person, token=wanted.get("question"), text=wanted.get("text", ""))
        found = {
            "conversation": conversation.pk,
            "usual_wait_minutes": usual_support_wait_minutes(now=timezone.now()),
        }
        return Response(HandedOverSerializer(found).data, status=status.HTTP_201_CREATED)


urlpatterns = [
    path("help/ask/", AskView.as_view(), name="help-ask"),
    path("help/questions/<uuid:token>/choose/", ChooseView.as_view(), name="help-choose"),
    path("help/questions/<uuid:token>/solved/", VerdictView.as_view(), name="help-solved"),
    path("help/hand-over/", HandOverView.as_view(), name="help-hand-over"),
]
