from django.urls import path

from apps.chat.applications import views

urlpatterns = [
    path("jobs/<int:job_id>/apply/", views.apply, name="apply"),
    path("jobs/<int:job_id>/applicants/", views.applicants_of_job, name="applicants"),
    path("applications/", views.my_applications, name="applications"),
    path("applications/<int:application_id>/withdraw/", views.withdraw, name="application_withdraw"),
]
