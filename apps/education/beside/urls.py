from django.urls import path

from apps.education.beside import views

urlpatterns = [path("questions/<uuid:token>/beside/", views.beside, name="beside")]
