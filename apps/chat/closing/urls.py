from django.urls import path

from apps.chat.closing import views

urlpatterns = [
    path("inbox/<int:conversation_id>/decline/", views.decline_page, name="decline"),
]
