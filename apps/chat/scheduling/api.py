from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.api.requests import read
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.selectors import conversation_for
from apps.chat.scheduling.planning import plan_message
from apps.chat.scheduling.selectors import other_side
from apps.chat.scheduling.serializers import ChangeScheduledSerializer, ScheduledSerializer, ScheduleSerializer
from apps.chat.scheduling.services import change_scheduled, drop_scheduled, scheduled_of
from apps.chat.sending.client_ids import client_id_of
from apps.notifications.reminders.times import when_from

ID = OpenApiParameter("conversation_id", OpenApiTypes.INT, OpenApiParameter.PATH)


class ScheduleView(APIView):
    @extend_schema(parameters=[ID], request=ScheduleSerializer, responses={201: ScheduledSerializer})
    @idempotent
    def post(self, request: Request, conversation_id: int) -> Response:
        """Plans a message that goes out later."""
        person, now = person_of(request), timezone.now()
        conversation: Conversation = conversation_for(person, conversation_id)
        data = read(ScheduleSerializer, request)
        client_id = client_id_of(request, data)
        scheduled = plan_message(author=person, conversation=conversation, client_id=client_id, chosen=data, now=now)
        return Response(ScheduledSerializer(scheduled).data, status=status.HTTP_201_CREATED)


class ScheduledView(APIView):
    @extend_schema(responses=ScheduledSerializer)
    def get(self, request: Request, scheduled_id: int) -> Response:
        """A message that goes out later; what became of it."""
        return Response(ScheduledSerializer(scheduled_of(person_of(request), scheduled_id)).data)

    @extend_schema(request=ChangeScheduledSerializer, responses=ScheduledSerializer)
    def patch(self, request: Request, scheduled_id: int) -> Response:
        """Another text or time, while it waits."""
        person, now = person_of(request), timezone.now()
        found = scheduled_of(person, scheduled_id)
        data = read(ChangeScheduledSerializer, request)
        other = other_side(found.conversation, person.pk)
        has_time = any(data.get(name) is not None for name in ("at", "clock", "in_hours"))
        at = when_from(data, owner=person, other=other, now=now) if has_time else None
        changed = change_scheduled(author=person, scheduled_id=scheduled_id, body=data.get("body"), at=at)
        return Response(ScheduledSerializer(changed).data)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, scheduled_id: int) -> Response:
        """Calls it off; of one that couldn't go out, forgets the text."""
        drop_scheduled(author=person_of(request), scheduled_id=scheduled_id)
        return Response(status=status.HTTP_204_NO_CONTENT)
