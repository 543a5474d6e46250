from django.urls import path

from apps.chat.suggestions import views

urlpatterns = [path("inbox/suggestions/<int:suggestion_id>/take/", views.take, name="take_suggestion")]
