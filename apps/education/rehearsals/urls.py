from django.urls import path

from apps.education.rehearsals import views

urlpatterns = [
    path("rehearsals/", views.rehearsals, name="rehearsals"),
    path("rehearsals/<slug:slug>/", views.rehearsal, name="rehearsal"),
    path("rehearsals/<slug:slug>/begin/", views.begin, name="rehearsal_begin"),
    path("rehearsals/<slug:slug>/reply/", views.reply, name="rehearsal_reply"),
]
