"""The app's routes in the API; each room lists its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("apps.accounts.sessions.api")),
    path("", include("apps.accounts.companies.api")),
    path("", include("apps.accounts.people.api")),
    path("", include("apps.accounts.privacy.api")),
]
