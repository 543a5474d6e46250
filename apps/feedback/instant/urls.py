from django.urls import path

from apps.feedback.instant import views

urlpatterns = [
    path("feedback/instant/", views.instant, name="instant"),
    path("feedback/instant/solved/", views.solved, name="instant_solved"),
]
