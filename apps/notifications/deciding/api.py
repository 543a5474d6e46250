from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.notifications.deciding import selectors
from apps.notifications.deciding.filters import NotificationFilter
from apps.notifications.deciding.models import Notification
from apps.notifications.deciding.preferences import choices_of, choose
from apps.notifications.deciding.serializers import (
    ChooseNotificationSerializer,
    MarkedSerializer,
    MarkReadSerializer,
    NotificationChoiceSerializer,
    NotificationSerializer,
)
from apps.notifications.deciding.services import mark_read


@extend_schema(summary="My notifications", tags=["notifications"])
class NotificationListView(ListAPIView[Notification]):
    """Newest first."""

    serializer_class = NotificationSerializer
    filterset_class = NotificationFilter
    queryset = Notification.objects.none()

    def get_queryset(self) -> QuerySet[Notification]:
        if getattr(self, "swagger_fake_view", False):
            return Notification.objects.none()
        return selectors.history(person_of(self.request))


class MarkReadView(APIView):
    @extend_schema(
        request=MarkReadSerializer,
        responses=MarkedSerializer,
        summary="Mark notifications as read",
        tags=["notifications"],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """E-mails about them that haven't been sent yet are cancelled. Others' ids are passed over."""
        wanted = MarkReadSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        person, ids = person_of(request), wanted.validated_data.get("ids")
        causes = None if ids is None else selectors.causes_of(person, ids)
        return Response({"marked": mark_read(person=person, causes=causes)})


class ChoicesView(APIView):
    @extend_schema(
        responses=NotificationChoiceSerializer(many=True), summary="What I am told, and how", tags=["notifications"]
    )
    def get(self, request: Request) -> Response:
        """Every kind of notification by channel."""
        return Response(_choices(person_of(request)))

    @extend_schema(
        request=ChooseNotificationSerializer,
        responses=NotificationChoiceSerializer(many=True),
        summary="Choose what I am told",
        tags=["notifications"],
    )
    def put(self, request: Request) -> Response:
        """Switches one kind over one channel; 400 where the kind doesn't use it."""
        wanted = ChooseNotificationSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        person, chosen = person_of(request), wanted.validated_data
        choose(person=person, kind_key=chosen["kind"], channel=chosen["channel"], is_on=chosen["on"])
        return Response(_choices(person))


def _choices(person: User) -> Any:
    with translation.override(person.language):
        found = [choice for group in choices_of(person) for choice in group.choices]
        return NotificationChoiceSerializer(found, many=True).data
