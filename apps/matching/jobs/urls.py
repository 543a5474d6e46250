from django.urls import path

from apps.matching.jobs import views

urlpatterns = [
    path("jobs/mine/", views.my_jobs, name="my_jobs"),
    path("jobs/new/", views.job_new, name="job_new"),
    path("jobs/<int:job_id>/edit/", views.job_edit, name="job_edit"),
    path("jobs/<int:job_id>/close/", views.job_close, name="job_close"),
    path("jobs/<int:job_id>/reopen/", views.job_reopen, name="job_reopen"),
]
