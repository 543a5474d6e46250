from django.urls import path

from apps.chat.cards import contact_views, views

urlpatterns = [
    path("inbox/<int:conversation_id>/cards/", views.cards, name="cards"),
    path("inbox/<int:conversation_id>/cards/<int:card_id>/", views.card, name="card"),
    path("inbox/<int:conversation_id>/cards/<int:card_id>/contact/", contact_views.contact, name="card_contact"),
    path("inbox/<int:conversation_id>/cards/<int:card_id>/do/<slug:action>/", views.card_act, name="card_act"),
]
