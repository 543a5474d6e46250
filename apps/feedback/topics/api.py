from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.feedback.topics.models import Topic, TopicStatus
from apps.feedback.topics.serializers import FixedInput, TopicOutput
from apps.feedback.topics.services import say_whether_fixed, shown_topic, support_topic, withdraw_support
from apps.feedback.topics.voices import votes


class TopicFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(choices=TopicStatus.choices)

    class Meta:
        model = Topic
        fields: ClassVar[list[str]] = []


@extend_schema_view(retrieve=extend_schema(summary="A topic of the roadmap"))
class TopicViewSet(GenericViewSet[Topic]):
    """The roadmap. Reading needs no sign-in."""

    queryset = Topic.objects.shown().order_by("-updated_at", "-pk")
    serializer_class = TopicOutput
    filterset_class = TopicFilter
    lookup_value_converter = "int"

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny()] if self.action in ("list", "retrieve") else [IsAuthenticated()]

    @extend_schema(summary="The roadmap, newest news first")
    def list(self, request: Request) -> Response:
        topics = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response(TopicOutput(topics, many=True, context={"votes": votes(topics)}).data)

    def retrieve(self, request: Request, pk: int) -> Response:
        return self._one(shown_topic(pk))

    @extend_schema(summary="Say “me too”", request=None, responses=TopicOutput)
    @action(detail=True, methods=["post"])
    @idempotent
    def support(self, request: Request, pk: int) -> Response:
        return self._one(support_topic(person=person_of(request), topic_id=pk))

    @extend_schema(summary="Take “me too” back", request=None, responses={200: TopicOutput})
    @support.mapping.delete
    def withdraw(self, request: Request, pk: int) -> Response:
        return self._one(withdraw_support(person=person_of(request), topic_id=pk))

    @extend_schema(
        summary="Say whether what shipped is fixed for you",
        request=FixedInput,
        responses=TopicOutput,
        description="For supporters and reporters. Enough of “not fixed” opens the topic again.",
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def confirm(self, request: Request, pk: int) -> Response:
        given = FixedInput(data=request.data)
        given.is_valid(raise_exception=True)
        fixed: Any = given.validated_data["fixed"]
        return self._one(say_whether_fixed(person=person_of(request), topic_id=pk, is_fixed=fixed))

    def _one(self, topic: Topic) -> Response:
        return Response(TopicOutput(topic, context={"votes": votes([topic])}).data)
