from django.urls import path

from apps.education.tips import views

urlpatterns = [path("tips/", views.tips, name="tips")]
