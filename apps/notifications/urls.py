from apps.notifications.channels.urls import urlpatterns as channels
from apps.notifications.deciding.urls import urlpatterns as deciding

app_name = "notifications"

urlpatterns = [*deciding, *channels]
