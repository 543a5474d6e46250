from django.urls import path

from apps.feedback.topics import views

urlpatterns = [
    path("feedback/similar/", views.similar, name="similar"),
    path("feedback/topics/<int:topic_id>/me-too/", views.me_too, name="me_too"),
]
