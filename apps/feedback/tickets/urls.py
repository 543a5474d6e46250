from django.urls import path

from apps.feedback.tickets import views

urlpatterns = [
    path("feedback/", views.mine, name="mine"),
    path("feedback/sheet/", views.sheet, name="sheet"),
    path("feedback/<int:ticket_id>/", views.ticket, name="ticket"),
    path("feedback/<int:ticket_id>/reply/", views.reply, name="reply"),
    path("feedback/<int:ticket_id>/confirm/", views.confirm, name="confirm"),
    path("feedback/<int:ticket_id>/stars/", views.stars, name="stars"),
]
