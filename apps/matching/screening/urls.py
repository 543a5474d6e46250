from django.urls import path

from apps.matching.screening import views

urlpatterns = [
    path("jobs/<int:job_id>/questions/", views.job_screening, name="job_screening"),
]
