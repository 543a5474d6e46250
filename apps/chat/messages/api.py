from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import id_of, read
from apps.chat.conversations.moments import iso
from apps.chat.messages.history import versions_of
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.serializers import EditSerializer, MessageSerializer, ReactSerializer, VersionSerializer
from apps.chat.messages.services import edit_message, react, recall_message

ID = OpenApiParameter("id", OpenApiTypes.INT, OpenApiParameter.PATH)


@extend_schema(parameters=[ID])
class MessageViewSet(GenericViewSet[Message]):
    """Changing what was sent."""

    queryset = Message.objects.none()
    serializer_class = MessageSerializer
    pagination_class = None

    @extend_schema(request=EditSerializer, responses=MessageSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Replaces one's own text, within 15 minutes."""
        body = read(EditSerializer, request)["body"]
        return Response(message_dict(edit_message(by=person_of(request), message_id=id_of(pk), body=body)))

    @extend_schema(responses=VersionSerializer(many=True), filters=False)
    @action(detail=True)
    def history(self, request: Request, pk: str) -> Response:
        """All that an edited message said, what it says now last; empty for one that was recalled."""
        versions = versions_of(person_of(request), id_of(pk))
        return Response([{"body": version.body, "since": iso(version.since)} for version in versions])

    @extend_schema(request=None, responses=MessageSerializer)
    @action(detail=True, methods=["POST"])
    @idempotent
    def recall(self, request: Request, pk: str) -> Response:
        """Takes one's own message back, within two minutes."""
        return Response(message_dict(recall_message(by=person_of(request), message_id=id_of(pk))))

    @extend_schema(request=ReactSerializer, responses=MessageSerializer)
    @action(detail=True, methods=["PUT"])
    def reaction(self, request: Request, pk: str) -> Response:
        """Sets whether one's emoji is on the message."""
        data = read(ReactSerializer, request)
        message = react(by=person_of(request), message_id=id_of(pk), emoji=data["emoji"], on=data["on"])
        return Response(message_dict(message))
