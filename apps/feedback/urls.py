from django.urls import path

from apps.feedback import views

app_name = "feedback"

urlpatterns = [
    path("feedback/", views.mine, name="mine"),
    path("feedback/sheet/", views.sheet, name="sheet"),
    path("feedback/similar/", views.similar, name="similar"),
    path("feedback/topics/<int:topic_id>/me-too/", views.me_too, name="me_too"),
    path("feedback/<int:ticket_id>/", views.ticket, name="ticket"),
    path("feedback/<int:ticket_id>/reply/", views.reply, name="reply"),
    path("feedback/<int:ticket_id>/confirm/", views.confirm, name="confirm"),
    path("rate/<int:conversation_id>/", views.rate, name="rate"),
]
