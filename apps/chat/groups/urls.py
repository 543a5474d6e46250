from django.urls import path

from apps.chat.groups import views

urlpatterns = [
    path("inbox/group/", views.new, name="group_new"),
    path("inbox/<int:conversation_id>/people/", views.people, name="group_people"),
    path("inbox/<int:conversation_id>/people/<slug:action>/", views.act, name="group_act"),
    path("inbox/invitations/", views.invitations, name="group_invitations"),
    path("inbox/invitations/<int:invitation_id>/", views.invitation, name="group_invitation"),
    path("inbox/join/<str:token>/", views.join, name="group_join"),
]
