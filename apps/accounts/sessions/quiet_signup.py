"""The form of the sign-up page. allauth makes its own from `SignupForm`, so this can't stand beside that."""

from typing import Any

from allauth.account import app_settings
from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_at_login
from allauth.account.models import Login
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse


class QuietSignupForm(allauth_forms.SignupForm):
    """Doesn't tell whether an address is taken: its owner hears of it by mail, and the page is the one that a new
    account's sign-up ends at."""

    account_already_exists: bool

    def validate_unique_email(self, value: str) -> str:
        if _tells_by_mail() and get_user_model().objects.filter(email__iexact=value).exists():
            self.account_already_exists = True
            return value
        return super().validate_unique_email(value)

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        if not (self.account_already_exists and _tells_by_mail()):
            return super().try_save(request)
        # Takes as long as a new account's password does.
        make_password(self.cleaned_data["password1"])
        send_verification_email_at_login(request, Login(user=None, email=self.cleaned_data["email"], signup=True))
        return None, get_adapter(request).respond_email_verification_sent(request, None)


def _tells_by_mail() -> bool:
    return app_settings.EMAIL_VERIFICATION != app_settings.EmailVerificationMethod.NONE
