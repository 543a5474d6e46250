from django.urls import path

from apps.notifications.inbound import views

urlpatterns = [
    path("mail-again/", views.mail_again, name="mail_again"),
    path("mail-events/", views.mail_events, name="mail_events"),
]
