"""What the signed-in person was told, and what is planned of theirs."""

from django.urls import path

from apps.notifications.adapters.api import MessengerView
from apps.notifications.deciding.api import ChoicesView, MarkReadView, NotificationListView
from apps.notifications.digests.api import DigestView
from apps.notifications.inbound.api import MailStopsView
from apps.notifications.reminders.api import PlannedListView, PlannedView
from apps.notifications.subscriptions.api import PushBrowserView, PushView

urlpatterns = [
    path("notifications/", NotificationListView.as_view(), name="api-notifications"),
    path("notifications/mark-read/", MarkReadView.as_view(), name="api-notifications-mark-read"),
    path("notifications/choices/", ChoicesView.as_view(), name="api-notifications-choices"),
    path("notifications/digest/", DigestView.as_view(), name="api-notifications-digest"),
    path("notifications/mail-stops/", MailStopsView.as_view(), name="api-notifications-mail-stops"),
    path("notifications/messenger/", MessengerView.as_view(), name="api-messenger"),
    path("notifications/push/", PushView.as_view(), name="api-push"),
    path("notifications/push/<int:browser_id>/", PushBrowserView.as_view(), name="api-push-browser"),
    path("planned/", PlannedListView.as_view(), name="api-planned"),
    path("planned/<int:item_id>/", PlannedView.as_view(), name="api-planned-item"),
]
