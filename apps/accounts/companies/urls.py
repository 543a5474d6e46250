from django.urls import path

from apps.accounts.companies import views

urlpatterns = [
    path("company/", views.company, name="company"),
    path("company/name/", views.name_company, name="name_company"),
    path("company/requests/<int:request_id>/", views.decide, name="decide_join_request"),
    path("company/invitations/", views.invite, name="invite"),
    path("company/invitations/<int:invitation_id>/withdraw/", views.withdraw, name="withdraw_invitation"),
    path("join/<str:token>/", views.invitation, name="invitation"),
]
