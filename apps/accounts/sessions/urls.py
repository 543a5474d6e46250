from django.urls import path

from apps.accounts.sessions import views

urlpatterns = [
    path("settings/sign-ins/", views.sign_ins, name="sign_ins"),
    path("settings/sign-ins/end/", views.end_sign_in, name="end_sign_in"),
]
