from django.urls import path

from apps.gamification.awards.views import points
from apps.gamification.members.views import preferences
from apps.gamification.quests.views import missions
from apps.gamification.rules.views import rules
from apps.gamification.shop.views import coins

app_name = "gamification"

urlpatterns = [
    path("points/", points, name="points"),
    path("points/rules/", rules, name="rules"),
    path("points/preferences/", preferences, name="preferences"),
    path("coins/", coins, name="coins"),
    path("missions/", missions, name="missions"),
]
