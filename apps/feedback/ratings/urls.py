from django.urls import path

from apps.feedback.ratings import views

urlpatterns = [path("rate/<int:conversation_id>/", views.rate, name="rate")]
