from django.urls import path

from apps.accounts.privacy import views

urlpatterns = [
    path("settings/data/", views.data, name="data"),
    path("settings/data/export/", views.request_export, name="request_export"),
    path("settings/data/export/<uuid:token>/", views.download, name="download_export"),
    path("settings/data/close/", views.close_account, name="close_account"),
]
