from django.urls import path

from apps.education.interests import views

urlpatterns = [
    path("interests/", views.interests, name="interests"),
    path("interests/<int:pushed_id>/", views.pushed, name="pushed"),
    path("interests/<int:pushed_id>/less/", views.less, name="pushed_less"),
]
