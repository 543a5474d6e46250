"""The API of feedback: tell, follow, reply, confirm, rate. Everybody sees their own; the roadmap is everybody's."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.feedback.ratings.api import RatingViewSet
from apps.feedback.releases.api import ReleaseViewSet
from apps.feedback.surveys.api import SurveyViewSet
from apps.feedback.tickets.api import TicketViewSet
from apps.feedback.topics.api import TopicViewSet

router = SimpleRouter(use_regex_path=False)
router.register("tickets", TicketViewSet, basename="ticket")
router.register("topics", TopicViewSet, basename="topic")
router.register("releases", ReleaseViewSet, basename="release")
router.register("ratings", RatingViewSet, basename="rating")
router.register("surveys", SurveyViewSet, basename="survey")

urlpatterns = [path("", include(router.urls))]
