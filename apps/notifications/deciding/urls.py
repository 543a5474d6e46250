from django.urls import path

from apps.notifications.deciding import views

urlpatterns = [
    path("", views.history, name="list"),
    path("bell/", views.bell, name="bell"),
    path("read/", views.mark_read, name="mark_read"),
    path("preferences/", views.preferences, name="preferences"),
    path("<int:notification_id>/", views.follow, name="follow"),
]
