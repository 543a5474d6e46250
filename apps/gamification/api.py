"""Points, rules and missions for API clients. Everybody reads their own alone; the desk is the operators'."""

from django.urls import path

from apps.gamification.appeals.api import AppealView
from apps.gamification.awards.api import PointsView
from apps.gamification.badges.api import BadgesView
from apps.gamification.boards.api import RankingsView
from apps.gamification.creators.api import CreatorView
from apps.gamification.desk.api import AppealsView, DecideAppealView, DeskView, HeldView, ReleaseView
from apps.gamification.honours.api import HonoursView, HonourVoteView
from apps.gamification.kudos.api import ThanksView
from apps.gamification.members.api import PreferencesView
from apps.gamification.profiles.api import ProfileView, TitleView
from apps.gamification.quests.api import CampaignsView, MissionsView
from apps.gamification.referrals.api import InvitationsView
from apps.gamification.rules.api import RulesView
from apps.gamification.shop.api import CancelOrderView, CoinsView, OrdersView, ShopView
from apps.gamification.streaks.api import StreakView

urlpatterns = [
    path("points/", PointsView.as_view(), name="api-points"),
    path("points/awards/<int:award_id>/appeal/", AppealView.as_view(), name="api-award-appeal"),
    path("points/preferences/", PreferencesView.as_view(), name="api-points-preferences"),
    path("rules/", RulesView.as_view(), name="api-rules"),
    path("badges/", BadgesView.as_view(), name="api-badges"),
    path("badges/title/", TitleView.as_view(), name="api-title"),
    path("people/<int:person_id>/recognition/", ProfileView.as_view(), name="api-profile"),
    path("creator/", CreatorView.as_view(), name="api-creator"),
    path("invite/", InvitationsView.as_view(), name="api-invite"),
    path("rankings/", RankingsView.as_view(), name="api-rankings"),
    path("honours/", HonoursView.as_view(), name="api-honours"),
    path("honours/<int:ballot_id>/vote/", HonourVoteView.as_view(), name="api-honour-vote"),
    path("thanks/", ThanksView.as_view(), name="api-thanks"),
    path("streak/", StreakView.as_view(), name="api-streak"),
    path("coins/", CoinsView.as_view(), name="api-coins"),
    path("shop/", ShopView.as_view(), name="api-shop"),
    path("shop/orders/", OrdersView.as_view(), name="api-orders"),
    path("shop/orders/<int:order_id>/cancel/", CancelOrderView.as_view(), name="api-cancel-order"),
    path("incentives/", DeskView.as_view(), name="api-incentives"),
    path("incentives/held/", HeldView.as_view(), name="api-incentives-held"),
    path("incentives/awards/<int:award_id>/release/", ReleaseView.as_view(), name="api-incentives-release"),
    path("incentives/appeals/", AppealsView.as_view(), name="api-incentives-appeals"),
    path("incentives/appeals/<int:appeal_id>/decision/", DecideAppealView.as_view(), name="api-incentives-decide"),
    path("campaigns/", CampaignsView.as_view(), name="api-campaigns"),
    path("missions/", MissionsView.as_view(), name="api-missions"),
]
