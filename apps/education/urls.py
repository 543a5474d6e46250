from django.urls import path

from apps.education import views

app_name = "education"

urlpatterns = [
    path("", views.home, name="help"),
    path("ask/", views.ask, name="ask"),
    path("person/", views.person, name="person"),
    path("ready/", views.ready, name="ready"),
    path("questions/<uuid:token>/", views.solved, name="solved"),
    path("<slug:slug>/", views.article, name="article"),
    path("<slug:slug>/vote/", views.vote, name="vote"),
    path("<slug:slug>/read/", views.read, name="read"),
]
