from django.urls import path

from apps.feedback.topics import views

urlpatterns = [
    path("roadmap/", views.roadmap, name="roadmap"),
    path("feedback/similar/", views.similar, name="similar"),
    path("feedback/topics/<int:topic_id>/", views.topic, name="topic"),
    path("feedback/topics/<int:topic_id>/me-too/", views.me_too, name="me_too"),
    path("feedback/topics/<int:topic_id>/not-me/", views.not_me, name="not_me"),
    path("feedback/topics/<int:topic_id>/fixed/", views.fixed, name="topic_fixed"),
]
