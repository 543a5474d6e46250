from django.urls import path

from apps.education.floor import views

urlpatterns = [
    path("salons/<int:salon_id>/room/", views.room, name="salon_room"),
    path("salons/questions/<int:question_id>/report/", views.report, name="salon_question_report"),
]
