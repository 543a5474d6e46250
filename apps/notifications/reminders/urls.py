from django.urls import path

from apps.notifications.reminders import views

urlpatterns = [
    path("planned/", views.planned, name="planned"),
    path("planned/<int:item_id>/", views.planned_time, name="planned_time"),
    path("planned/<int:item_id>/cancel/", views.planned_cancel, name="planned_cancel"),
]
