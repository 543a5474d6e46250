from django.urls import path

from apps.education.courses import views

urlpatterns = [
    path("courses/", views.courses, name="courses"),
    path("courses/<slug:slug>/", views.course, name="course"),
    path("courses/<slug:slug>/<int:position>/", views.lesson, name="lesson"),
    path("courses/<slug:slug>/<int:position>/done/", views.done, name="lesson_done"),
]
