"""Points, rules and missions for API clients. Everybody reads their own alone."""

from django.urls import path

from apps.gamification.awards.api import PointsView
from apps.gamification.badges.api import BadgesView
from apps.gamification.boards.api import RankingsView
from apps.gamification.kudos.api import ThanksView
from apps.gamification.members.api import PreferencesView
from apps.gamification.quests.api import CampaignsView, MissionsView
from apps.gamification.rules.api import RulesView
from apps.gamification.shop.api import CancelOrderView, CoinsView, OrdersView, ShopView
from apps.gamification.streaks.api import StreakView

urlpatterns = [
    path("points/", PointsView.as_view(), name="api-points"),
    path("points/preferences/", PreferencesView.as_view(), name="api-points-preferences"),
    path("rules/", RulesView.as_view(), name="api-rules"),
    path("badges/", BadgesView.as_view(), name="api-badges"),
    path("rankings/", RankingsView.as_view(), name="api-rankings"),
    path("thanks/", ThanksView.as_view(), name="api-thanks"),
    path("streak/", StreakView.as_view(), name="api-streak"),
    path("coins/", CoinsView.as_view(), name="api-coins"),
    path("shop/", ShopView.as_view(), name="api-shop"),
    path("shop/orders/", OrdersView.as_view(), name="api-orders"),
    path("shop/orders/<int:order_id>/cancel/", CancelOrderView.as_view(), name="api-cancel-order"),
    path("campaigns/", CampaignsView.as_view(), name="api-campaigns"),
    path("missions/", MissionsView.as_view(), name="api-missions"),
]
