"""Whoever closed their account comes back by signing in, as long as nothing was erased."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.privacy.services import come_back
from apps.accounts.sessions.adapter import AccountAdapter


class ReturningAdapter(AccountAdapter):
    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """With the right password, on the page and for a token."""
        user = super().authenticate(request, **credentials)
        if user is not None and come_back(person=user, now=timezone.now()):
            user.refresh_from_db()
            user.has_come_back = True
        return user

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Also for those who sign in by another service, without a password."""
        if getattr(user, "has_come_back", False) or come_back(person=user, now=timezone.now()):
            user.refresh_from_db()
            messages.success(request, _("Welcome back. Your account stays; nothing was deleted."))
        return super().pre_login(request, user, **kwargs)
