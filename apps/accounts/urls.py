from django.urls import include, path

app_name = "accounts"

urlpatterns = [
    path("", include("apps.accounts.people.urls")),
    path("", include("apps.accounts.companies.urls")),
    path("", include("apps.accounts.sessions.urls")),
    path("", include("apps.accounts.consent.urls")),
    path("", include("apps.accounts.privacy.urls")),
]
