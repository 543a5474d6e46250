from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest

from apps.accounts.sessions.selectors import UNKNOWN_PLACE


class AccountAdapter(DefaultAccountAdapter):
    """Addresses are kept in lower case; a sign-up keeps the language in which it was made."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Also where there is none to know: behind a socket of the file system, or in a test's sign-in."""
        return get_client_ip(request) or UNKNOWN_PLACE

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        user.language = getattr(request, "LANGUAGE_CODE", "en")
        form.fill(user)
        if commit:
            user.save()
        return user
