from django.urls import path, re_path

from apps.accounts.consent import views

urlpatterns = [
    re_path(r"^legal/(?P<kind>terms|privacy)/$", views.legal_text, name="legal_text"),
    path("settings/data/agree/", views.agree_to_texts, name="agree"),
]
