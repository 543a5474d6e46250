from apps.notifications.adapters.urls import urlpatterns as adapters
from apps.notifications.channels.urls import urlpatterns as channels
from apps.notifications.deciding.urls import urlpatterns as deciding
from apps.notifications.digests.urls import urlpatterns as digests
from apps.notifications.inbound.urls import urlpatterns as inbound
from apps.notifications.reminders.urls import urlpatterns as reminders
from apps.notifications.subscriptions.urls import urlpatterns as subscriptions

app_name = "notifications"

urlpatterns = [*deciding, *reminders, *inbound, *channels, *digests, *subscriptions, *adapters]
