"""What the signed-in person was told."""

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.access import person_of
from apps.notifications import selectors, services
from apps.notifications.filters import NotificationFilter
from apps.notifications.models import Notification
from apps.notifications.serializers import MarkedSerializer, MarkReadSerializer, NotificationSerializer


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
    def post(self, request: Request) -> Response:
        """E-mails about them that haven't been sent yet are cancelled. Others' ids are passed over."""
        wanted = MarkReadSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        person, ids = person_of(request), wanted.validated_data.get("ids")
        causes = None if ids is None else selectors.causes_of(person, ids)
        return Response({"marked": services.mark_read(person=person, causes=causes)})


urlpatterns = [
    path("notifications/", NotificationListView.as_view(), name="api-notifications"),
    path("notifications/mark-read/", MarkReadView.as_view(), name="api-notifications-mark-read"),
]
