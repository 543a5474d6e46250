"""What waits for one's company, for everybody who recruits for it."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import number_from, read
from apps.chat.conversation_page.details import conversation_dict
from apps.chat.conversation_page.serializers import ConversationSerializer
from apps.chat.conversations.models import Conversation
from apps.chat.participants.serializers import JoinConversationSerializer
from apps.chat.participants.services import join_conversation
from apps.chat.team.selectors import by_job, by_person, unanswered, unanswered_dict
from apps.chat.team.serializers import TeamSummarySerializer, UnansweredSerializer


class TeamSummaryView(APIView):
    @extend_schema(responses=TeamSummarySerializer)
    def get(self, request: Request) -> Response:
        """How many candidates wait for whom, and about which job."""
        viewer = person_of(request)
        people, jobs = by_person(viewer), by_job(viewer)
        return Response({"people": [one.as_dict() for one in people], "jobs": [one.as_dict() for one in jobs]})


class UnansweredView(GenericAPIView[Conversation]):
    queryset = Conversation.objects.none()
    serializer_class = UnansweredSerializer

    @extend_schema(
        parameters=[OpenApiParameter("person", OpenApiTypes.INT), OpenApiParameter("job", OpenApiTypes.INT)],
        responses=UnansweredSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Who waits for the company, longest first; what was said is read by who takes part."""
        person, job = number_from(request, "person", default=0) or 0, number_from(request, "job", default=0) or 0
        page = self.paginate_queryset(unanswered(person_of(request), person=person, job=job))
        return self.get_paginated_response([unanswered_dict(conversation) for conversation in page or []])


class JoinView(APIView):
    @extend_schema(request=JoinConversationSerializer, responses=ConversationSerializer)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Joins a conversation of one's own company, or takes it over."""
        user = person_of(request)
        join_conversation(by=user, conversation_id=pk, **read(JoinConversationSerializer, request))
        return Response(conversation_dict(user, pk))
