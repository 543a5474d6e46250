"""What the signed-in person was told."""

from django.urls import path

from apps.notifications.deciding.api import MarkReadView, NotificationListView

urlpatterns = [
    path("notifications/", NotificationListView.as_view(), name="api-notifications"),
    path("notifications/mark-read/", MarkReadView.as_view(), name="api-notifications-mark-read"),
]
