from django.urls import path

from apps.matching.recommendations import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:job_id>/", views.job, name="job"),
    path("jobs/<int:job_id>/proposals/accept/", views.job_accept_proposals, name="job_accept_proposals"),
    path("jobs/<int:job_id>/dismiss/", views.job_dismiss, name="job_dismiss"),
    path("jobs/<int:job_id>/candidates/", views.candidates, name="candidates"),
    path("resumes/<int:resume_id>/", views.candidate, name="candidate"),
]
