"""What the signed-in person was told, and what is planned of theirs."""

from django.urls import path

from apps.notifications.deciding.api import ChoicesView, MarkReadView, NotificationListView
from apps.notifications.inbound.api import MailStopsView
from apps.notifications.reminders.api import PlannedListView, PlannedView

urlpatterns = [
    path("notifications/", NotificationListView.as_view(), name="api-notifications"),
    path("notifications/mark-read/", MarkReadView.as_view(), name="api-notifications-mark-read"),
    path("notifications/choices/", ChoicesView.as_view(), name="api-notifications-choices"),
    path("notifications/mail-stops/", MailStopsView.as_view(), name="api-notifications-mail-stops"),
    path("planned/", PlannedListView.as_view(), name="api-planned"),
    path("planned/<int:item_id>/", PlannedView.as_view(), name="api-planned-item"),
]
