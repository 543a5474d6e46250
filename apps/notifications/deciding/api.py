from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.people.access import person_of
from apps.api.idempotency import idempotent
from apps.notifications.deciding import selectors
from apps.notifications.deciding.filters import NotificationFilter
from apps.notifications.deciding.models import Notification
from apps.notifications.deciding.serializers import MarkedSerializer, MarkReadSerializer, NotificationSerializer
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
