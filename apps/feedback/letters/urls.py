from django.urls import path

from apps.feedback.letters import views

urlpatterns = [
    path("feedback/visitor/", views.visitor, name="visitor"),
    path("feedback/by-link/<str:token>/", views.by_link, name="by_link"),
    path("feedback/by-link/<str:token>/reply/", views.reply, name="by_link_reply"),
    path("feedback/by-link/<str:token>/confirm/", views.confirm, name="by_link_confirm"),
    path("feedback/by-link/<str:token>/stars/", views.stars, name="by_link_stars"),
]
