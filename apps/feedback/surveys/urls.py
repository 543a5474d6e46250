from django.urls import path

from apps.feedback.surveys import views

urlpatterns = [
    path("survey/<str:token>/", views.survey, name="survey"),
    path("survey/<str:token>/skip/", views.skip, name="survey_skip"),
    path("survey/<str:token>/calendar/", views.calendar, name="survey_calendar"),
    path("survey/<str:token>/call-off/", views.call_off, name="survey_call_off"),
]
