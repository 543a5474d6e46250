from django.urls import path

from apps.chat.bulk import views

urlpatterns = [
    path("inbox/many/<slug:action>/", views.bulk, name="bulk"),
    path("inbox/keys/", views.keys, name="keys"),
    path("inbox/go/", views.go, name="go"),
]
