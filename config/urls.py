from django.contrib import admin
from django.urls import include, path

from config import health, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
    path("style/", pages.style, name="style"),
    path("account/", include("allauth.urls")),
    path("", include("apps.accounts.urls")),
    path("notifications/", include("apps.notifications.urls")),
    path("", include("apps.chat.urls")),
    path("", include("apps.feedback.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("config.api")),
]
