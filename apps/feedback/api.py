"""The API of feedback: tell, follow, reply, confirm, rate. Everybody sees their own."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.feedback.ratings.api import RatingViewSet
from apps.feedback.tickets.api import TicketViewSet

router = SimpleRouter(use_regex_path=False)
router.register("tickets", TicketViewSet, basename="ticket")
router.register("ratings", RatingViewSet, basename="rating")

urlpatterns = [path("", include(router.urls))]
