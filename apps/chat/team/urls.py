from django.urls import path

from apps.chat.team import views

urlpatterns = [
    path("inbox/team/", views.team, name="team"),
    path("inbox/<int:conversation_id>/join/", views.join, name="join"),
    path("inbox/<int:conversation_id>/hand-over/", views.hand_over_sheet, name="hand_over"),
]
