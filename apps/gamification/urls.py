from django.urls import path

from apps.gamification import views

app_name = "gamification"

urlpatterns = [
    path("points/", views.points, name="points"),
    path("points/rules/", views.rules, name="rules"),
    path("points/preferences/", views.preferences, name="preferences"),
    path("missions/", views.missions, name="missions"),
]
