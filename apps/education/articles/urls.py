from django.urls import path

from apps.education.articles import views

urlpatterns = [
    path("<slug:slug>/", views.article, name="article"),
    path("<slug:slug>/vote/", views.vote, name="vote"),
    path("<slug:slug>/read/", views.read, name="read"),
]
