from django.urls import path

from apps.chat.interviews import views

urlpatterns = [
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/<int:interview_id>/calendar.ics", views.calendar, name="interview_calendar"),
    path("inbox/<int:conversation_id>/interviews/<int:card_id>/<slug:action>/", views.times, name="interview_times"),
]
