from django.urls import path

from apps.chat.availability import views

urlpatterns = [
    path("away/", views.away, name="away"),
]
