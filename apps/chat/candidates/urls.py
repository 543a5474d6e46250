from django.urls import path

from apps.chat.candidates import views

urlpatterns = [
    path("inbox/candidates/<int:candidate_id>/", views.candidate_record, name="candidate_record"),
]
