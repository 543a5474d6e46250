from django.urls import path

from apps.notifications.subscriptions import views

urlpatterns = [path("push/<int:browser_id>/end/", views.end_browser, name="end_browser")]
