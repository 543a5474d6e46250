from django.urls import path

from apps.accounts import views

app_name = "accounts"

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("theme/", views.set_theme, name="set_theme"),
    path("counts/", views.badges, name="badges"),
]
