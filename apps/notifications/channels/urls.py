from django.urls import path

from apps.notifications.channels import views

urlpatterns = [path("stop/<str:token>/", views.unsubscribe, name="unsubscribe")]
