"""The API's routes. Each app's `api.py` lists its own; this file only gathers them."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

urlpatterns = [
    path("v1/", include("apps.accounts.api")),
    path("v1/", include("apps.notifications.api")),
    path("v1/", include("apps.matching.api")),
    path("v1/", include("apps.chat.api")),
    path("v1/", include("apps.feedback.api")),
    path("v1/", include("apps.gamification.api")),
    path("v1/", include("apps.education.api")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api-docs"),
]
