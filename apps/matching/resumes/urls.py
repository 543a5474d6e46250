from django.urls import path

from apps.matching.resumes import views

urlpatterns = [
    path("resume/", views.resume, name="resume"),
    path("resume/edit/", views.resume_edit, name="resume_edit"),
    path("resume/upload/", views.resume_upload, name="resume_upload"),
    path("resume/file/remove/", views.resume_file_remove, name="resume_file_remove"),
    path("resumes/<int:resume_id>/file/", views.resume_file, name="resume_file"),
]
