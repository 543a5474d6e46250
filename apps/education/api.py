"""The help for programs: its articles for everybody, questions for signed-in people."""

from typing import Any

from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from apps.accounts.access import person_of
from apps.api.idempotency import idempotent
from apps.chat.support.selectors import usual_support_wait_minutes
from apps.education import services
from apps.education.filters import ArticleFilter
from apps.education.limits import count_question
from apps.education.models import Article
from apps.education.models.articles import tongue_of
from apps.education.serializers import (
    AnswerSerializer,
    ArticleSerializer,
    AskPersonSerializer,
    AskSerializer,
    HandedOverSerializer,
    WholeArticleSerializer,
    answer_data,
)

TAG: dict[str, Any] = {"tags": ["help"]}


@extend_schema_view(
    list=extend_schema(summary="Articles of the help", **TAG),
    retrieve=extend_schema(summary="An article with its text", **TAG),
)
class ArticleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Article]):
    """Published ones. No sign-in is needed."""

    permission_classes = [AllowAny]
    queryset = Article.objects.published()
    filterset_class = ArticleFilter
    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9-]+"

    def get_serializer_class(self) -> type[BaseSerializer[Article]]:
        return WholeArticleSerializer if self.action == "retrieve" else ArticleSerializer


class AskView(APIView):
    @extend_schema(request=AskSerializer, responses=AnswerSerializer, summary="Ask the help", **TAG)
    def post(self, request: Request) -> Response:
        """Answers from the articles with its source, or says that it doesn't know."""
        wanted = AskSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        person = person_of(request)
        count_question(asker=str(person.pk), is_visitor=False)
        question, answer = services.ask_question(
            person=person, text=wanted.validated_data["question"], fallback=tongue_of(get_language())
        )
        return Response(AnswerSerializer(answer_data(question, answer)).data)


class HandOverView(APIView):
    @extend_schema(
        request=AskPersonSerializer, responses={201: HandedOverSerializer}, summary="Ask a person instead", **TAG
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Opens the conversation with support, or goes on in the open one, with what the help was asked before."""
        wanted = AskPersonSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        conversation = services.hand_over(
            person=person_of(request),
            token=wanted.validated_data.get("question"),
            text=wanted.validated_data.get("text", ""),
        )
        found = {
            "conversation": conversation.pk,
            "usual_wait_minutes": usual_support_wait_minutes(now=timezone.now()),
        }
        return Response(HandedOverSerializer(found).data, status=status.HTTP_201_CREATED)


router = SimpleRouter()
router.register("articles", ArticleViewSet, basename="article")

urlpatterns = [
    *router.urls,
    path("help/ask/", AskView.as_view(), name="help-ask"),
    path("help/hand-over/", HandOverView.as_view(), name="help-hand-over"),
]
