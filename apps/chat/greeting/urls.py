from django.urls import path

from apps.chat.greeting import views

urlpatterns = [
    path("greet/", views.greet, name="greet"),
]
