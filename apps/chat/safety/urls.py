from django.urls import path

from apps.chat.safety import views

urlpatterns = [
    path("settings/blocked/", views.blocked, name="blocked"),
    path("settings/blocked/<int:person_id>/unblock/", views.unblock, name="unblock"),
]
