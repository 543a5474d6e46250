from django.urls import path

from apps.chat.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/over/", views.palette, name="search_palette"),
    path("search/found/", views.found, name="search_found"),
]
