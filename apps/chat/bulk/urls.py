from django.urls import path

from apps.chat.bulk import declining, views

urlpatterns = [
    path("inbox/many/decline/", declining.decline_many, name="decline_many"),
    path("inbox/many/declined/<int:run_id>/", declining.declined_many, name="declined_many"),
    path("inbox/many/<slug:action>/", views.bulk, name="bulk"),
    path("inbox/keys/", views.keys, name="keys"),
]
