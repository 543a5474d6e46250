from django.urls import path

from apps.chat.inbox import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/lines/", views.lines, name="lines"),
    path("inbox/counts/", views.counts, name="inbox_counts"),
    path("inbox/catch-up/", views.catching_up, name="catch_up"),
    path("inbox/filters/", views.filters, name="inbox_filters"),
    path("inbox/<int:conversation_id>/line/", views.line, name="line"),
]
