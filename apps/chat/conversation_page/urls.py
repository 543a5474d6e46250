from django.urls import path

from apps.chat.conversation_page import views
from apps.chat.conversation_page.later import later, snooze_until
from apps.chat.conversation_page.reading_back import history, on_paper
from apps.chat.conversation_page.reminding import remind
from apps.chat.conversation_page.sent_views import sent

urlpatterns = [
    path("inbox/<int:conversation_id>/", views.conversation, name="conversation"),
    path("inbox/<int:conversation_id>/open/", views.open_fragment, name="open"),
    path("inbox/<int:conversation_id>/hints/", views.hints, name="hints"),
    path("inbox/<int:conversation_id>/print/", on_paper, name="print"),
    path("inbox/<int:conversation_id>/files/", sent, name="sent"),
    path("inbox/<int:conversation_id>/messages/<int:message_id>/history/", history, name="history"),
    path("inbox/<int:conversation_id>/messages/<int:message_id>/remind/", remind, name="remind"),
    path("inbox/<int:conversation_id>/around/", views.around, name="around"),
    path("inbox/<int:conversation_id>/do/<slug:action>/", views.act, name="act"),
    path("inbox/<int:conversation_id>/later/", later, name="later"),
    path("inbox/<int:conversation_id>/snooze/", snooze_until, name="snooze"),
]
