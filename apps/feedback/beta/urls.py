from django.urls import path

from apps.feedback.beta import views

urlpatterns = [
    path("try-out/", views.trials, name="beta"),
    path("try-out/choose/", views.choose, name="beta_choose"),
    path("try-out/<int:invitation_id>/", views.invitation, name="beta_invitation"),
    path("try-out/<int:invitation_id>/answer/", views.answer, name="beta_answer"),
    path("try-out/<int:invitation_id>/fixed/", views.fixed, name="beta_fixed"),
]
