from django.urls import path
from django.views.decorators.http import require_safe

from apps.feedback.releases import views
from apps.feedback.releases.feed import ChangelogFeed

urlpatterns = [
    path("changelog/", views.changelog, name="changelog"),
    path("changelog/feed/", require_safe(ChangelogFeed()), name="changelog_feed"),
    path("changelog/credit/", views.credit, name="credit"),
    path("changelog/<int:release_id>/", views.release, name="release"),
]
