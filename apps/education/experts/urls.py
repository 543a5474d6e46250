from django.urls import path

from apps.education.experts import views

urlpatterns = [
    path("experts/", views.experts, name="experts"),
    path("experts/me/", views.desk, name="expert_desk"),
    path("experts/me/hours/", views.hours, name="expert_hours"),
    path("experts/me/<int:consultation_id>/<slug:action>/", views.act, name="expert_act"),
    path("asked/", views.asked, name="asked"),
    path("asked/in/<int:conversation_id>/", views.panel, name="asked_panel"),
    path("asked/<uuid:token>/", views.verdict, name="asked_verdict"),
]
