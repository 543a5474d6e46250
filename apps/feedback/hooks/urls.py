from django.urls import path

from apps.feedback.hooks import views

urlpatterns = [path("api/hooks/<uuid:key>/", views.hook, name="hook")]
