from django.urls import path

from apps.education.assistant import views

urlpatterns = [
    path("", views.home, name="help"),
    path("ask/", views.ask, name="ask"),
    path("person/", views.person, name="person"),
    path("ready/", views.ready, name="ready"),
    path("questions/<uuid:token>/", views.solved, name="solved"),
    path("questions/<uuid:token>/comment/", views.comment, name="comment"),
    path("questions/<uuid:token>/choose/", views.choose, name="choose"),
]
