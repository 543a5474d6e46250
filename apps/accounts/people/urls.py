from django.urls import path

from apps.accounts.people import views

urlpatterns = [
    path("settings/", views.edit_settings, name="settings"),
    path("settings/picture/", views.change_picture, name="change_picture"),
    path("settings/language/", views.set_language, name="set_language"),
    path("settings/theme/", views.set_theme, name="set_theme"),
    path("settings/counts/", views.badges, name="badges"),
    path("pictures/<str:name>", views.picture, name="picture"),
]
