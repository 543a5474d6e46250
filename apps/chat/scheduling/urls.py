from django.urls import path

from apps.chat.scheduling import views

urlpatterns = [
    path("inbox/scheduled/<int:scheduled_id>/", views.scheduled, name="scheduled"),
    path("inbox/scheduled/<int:scheduled_id>/drop/", views.drop, name="drop_scheduled"),
    path("inbox/not-sent/", views.not_sent, name="not_sent"),
]
