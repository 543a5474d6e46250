from django.urls import path

from apps.education.salons import views

urlpatterns = [
    path("salons/", views.salons, name="salons"),
    path("salons/new/", views.new, name="salon_new"),
    path("salons/<int:salon_id>/", views.salon, name="salon"),
    path("salons/<int:salon_id>/edit/", views.edit, name="salon_edit"),
    path("salons/<int:salon_id>/registration/", views.registration, name="salon_registration"),
    path("salons/<int:salon_id>/feedback/", views.feedback, name="salon_feedback"),
    path("salons/<int:salon_id>/event.ics", views.calendar, name="salon_calendar"),
    path("salons/<int:salon_id>/door/", views.door, name="salon_door"),
    path("salons/<int:salon_id>/decide/<slug:decision>/", views.decide, name="salon_decide"),
]
