from django.urls import path

from apps.notifications.channels import views

urlpatterns = [
    path("stop/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("mail-choices/<str:token>/", views.mail_choices, name="mail_choices"),
]
