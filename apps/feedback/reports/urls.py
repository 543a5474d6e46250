from django.urls import path

from apps.feedback.reports import views

urlpatterns = [
    path("improvement-reports/", views.reports, name="reports"),
    path("improvement-reports/<int:report_id>/", views.report, name="report"),
]
