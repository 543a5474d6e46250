from django.urls import path

from apps.chat.moderation import views

urlpatterns = [
    path("inbox/<int:conversation_id>/report/", views.report_page, name="report"),
    path("inbox/<int:conversation_id>/report/<int:report_id>/", views.reported, name="reported"),
    path("jobs/<int:job_id>/report/", views.report_posting_page, name="report_posting"),
    path("settings/reports/", views.my_reports, name="my_reports"),
    path("decisions/<str:token>/", views.decision, name="decision"),
]
