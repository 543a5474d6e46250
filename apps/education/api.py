"""The help for programs: its articles for everybody, questions for signed-in people."""

from apps.education.articles.api import router
from apps.education.assistant.api import urlpatterns as assistant

urlpatterns = [*router.urls, *assistant]
