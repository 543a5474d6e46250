from django.urls import path

from apps.gamification.appeals.views import look_again
from apps.gamification.awards.views import points
from apps.gamification.badges.views import badges
from apps.gamification.boards.views import rankings
from apps.gamification.honours.views import honours, vote
from apps.gamification.kudos.views import thanks
from apps.gamification.members.views import preferences
from apps.gamification.profiles.views import profile, title
from apps.gamification.quests.views import missions
from apps.gamification.referrals.views import invitation, invitations
from apps.gamification.rules.views import rules
from apps.gamification.shop.views import cancel, coins, orders, shop
from apps.gamification.streaks.views import streak

app_name = "gamification"

urlpatterns = [
    path("points/", points, name="points"),
    path("points/awards/<int:award_id>/", look_again, name="look_again"),
    path("points/rules/", rules, name="rules"),
    path("points/preferences/", preferences, name="preferences"),
    path("badges/", badges, name="badges"),
    path("people/<int:person_id>/", profile, name="profile"),
    path("badges/title/", title, name="title"),
    path("invitations/", invitations, name="invitations"),
    path("invite/<slug:code>/", invitation, name="invitation"),
    path("rankings/", rankings, name="rankings"),
    path("honours/", honours, name="honours"),
    path("honours/<int:ballot_id>/vote/", vote, name="honour_vote"),
    path("thanks/", thanks, name="thanks"),
    path("streak/", streak, name="streak"),
    path("coins/", coins, name="coins"),
    path("shop/", shop, name="shop"),
    path("shop/orders/", orders, name="orders"),
    path("shop/orders/<int:order_id>/cancel/", cancel, name="cancel_order"),
    path("missions/", missions, name="missions"),
]
