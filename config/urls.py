from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from apps.accounts.people.views import set_language
from config import console_doors, health, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
    path("style/", pages.style, name="style"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
    path("worker.js", pages.worker, name="worker"),
    path("offline/", pages.offline, name="offline"),
    # One page for all of it: sessions, tokens and sockets.
    path("account/sessions/", RedirectView.as_view(pattern_name="accounts:sign_ins")),
    path("account/3rdparty/", pages.accounts_elsewhere),
    path("account/", include("allauth.urls")),
    path("", include("apps.accounts.urls")),
    # The console's own switch asks for the route by this name.
    path("settings/language/", set_language, name="set_language"),
    path("notifications/", include("apps.notifications.urls")),
    path("", include("apps.matching.urls")),
    path("", include("apps.chat.urls")),
    path("", include("apps.feedback.urls")),
    path("", include("apps.gamification.urls")),
    path("help/", include("apps.education.urls")),
    path("admin/login/", console_doors.sign_in),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("api/", include("config.api")),
]

handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
