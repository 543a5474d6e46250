from django.urls import path

from apps.matching import views

app_name = "matching"
urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/mine/", views.my_jobs, name="my_jobs"),
    path("jobs/new/", views.job_new, name="job_new"),
    path("jobs/<int:job_id>/", views.job, name="job"),
    path("jobs/<int:job_id>/edit/", views.job_edit, name="job_edit"),
    path("jobs/<int:job_id>/close/", views.job_close, name="job_close"),
    path("jobs/<int:job_id>/reopen/", views.job_reopen, name="job_reopen"),
    path("jobs/<int:job_id>/dismiss/", views.job_dismiss, name="job_dismiss"),
    path("jobs/<int:job_id>/candidates/", views.candidates, name="candidates"),
    path("resume/", views.resume, name="resume"),
    path("resume/edit/", views.resume_edit, name="resume_edit"),
    path("resume/upload/", views.resume_upload, name="resume_upload"),
    path("resume/file/remove/", views.resume_file_remove, name="resume_file_remove"),
    path("resumes/<int:resume_id>/", views.candidate, name="candidate"),
    path("resumes/<int:resume_id>/file/", views.resume_file, name="resume_file"),
]
