from django.urls import path

from apps.notifications.digests import views

urlpatterns = [path("digest/", views.digest, name="digest")]
