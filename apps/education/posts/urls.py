from django.urls import path

from apps.education.posts import views

urlpatterns = [
    path("circles/posts/<int:post_id>/", views.post, name="post"),
    path("circles/posts/<int:post_id>/edit/", views.edit, name="post_edit"),
    path("circles/posts/<int:post_id>/report/", views.report, name="post_report"),
    path("circles/posts/<int:post_id>/<slug:action>/", views.act, name="post_act"),
    path("circles/people/<int:person_id>/", views.author, name="post_author"),
    path("circles/<slug:slug>/", views.circle, name="circle"),
    path("circles/<slug:slug>/write/", views.write, name="post_write"),
]
