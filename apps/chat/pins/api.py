"""Pinned messages over the API."""

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.requests import read
from apps.chat.conversations.selectors import conversation_for
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.serializers import MessageSerializer
from apps.chat.pins.selectors import pins_dict
from apps.chat.pins.serializers import PinnedSerializer, SetPinSerializer
from apps.chat.pins.services import set_pinned_message


class PinnedMessagesView(APIView):
    @extend_schema(responses=PinnedSerializer(many=True))
    def get(self, request: Request, conversation_id: int) -> Response:
        """The messages that stand above the log, pinned last first; at most 20."""
        return Response(pins_dict(conversation_for(person_of(request), conversation_id)))


class PinView(APIView):
    @extend_schema(request=SetPinSerializer, responses=MessageSerializer)
    def put(self, request: Request, message_id: int) -> Response:
        """Sets whether a message is pinned for everybody in its conversation. In a group its owner and admins may."""
        on = read(SetPinSerializer, request)["on"]
        return Response(message_dict(set_pinned_message(by=person_of(request), message_id=message_id, on=on)))


urlpatterns = [
    path("conversations/<int:conversation_id>/pinned/", PinnedMessagesView.as_view(), name="conversation-pinned"),
    path("messages/<int:message_id>/pin/", PinView.as_view(), name="message-pin"),
]
