from django.urls import path

from apps.education.circles import views

urlpatterns = [
    path("circles/", views.circles, name="circles"),
    path("circles/<slug:slug>/membership/", views.membership, name="circle_membership"),
]
