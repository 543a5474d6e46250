"""The API of feedback: tell, follow, reply, confirm, rate. Everybody sees their own; the roadmap and
improvement reports are everybody's, trends the product team's, what was kept in time the operators'."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.feedback.beta.api import BetaInvitationViewSet
from apps.feedback.incidents.api import IncidentViewSet
from apps.feedback.ratings.api import RatingViewSet
from apps.feedback.releases.api import ReleaseViewSet
from apps.feedback.reports.api import ReportViewSet
from apps.feedback.routing.api import AttainmentView
from apps.feedback.surveys.api import SurveyViewSet
from apps.feedback.tickets.api import TicketViewSet
from apps.feedback.topics.api import TopicViewSet
from apps.feedback.trends.api import TrendViewSet

router = SimpleRouter(use_regex_path=False)
router.register("tickets", TicketViewSet, basename="ticket")
router.register("topics", TopicViewSet, basename="topic")
router.register("releases", ReleaseViewSet, basename="release")
router.register("improvement-reports", ReportViewSet, basename="improvement-report")
router.register("ratings", RatingViewSet, basename="rating")
router.register("incidents", IncidentViewSet, basename="incident")
router.register("trends", TrendViewSet, basename="trend")
router.register("beta-invitations", BetaInvitationViewSet, basename="beta-invitation")
router.register("surveys", SurveyViewSet, basename="survey")

urlpatterns = [path("attainment/", AttainmentView.as_view(), name="attainment"), path("", include(router.urls))]
