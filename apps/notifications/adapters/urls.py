from django.urls import path

from apps.notifications.adapters import views

urlpatterns = [path("messenger/", views.messenger, name="messenger")]
