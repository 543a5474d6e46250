from django.urls import path

from apps.feedback.surveys import views

urlpatterns = [
    path("survey/<str:token>/", views.survey, name="survey"),
    path("survey/<str:token>/skip/", views.skip, name="survey_skip"),
]
