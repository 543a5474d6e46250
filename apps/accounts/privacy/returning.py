"""Whoever closed their account comes back by signing in, as long as nothing was erased."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.privacy.services import come_back, may_come_back
from apps.accounts.sessions.adapter import AccountAdapter


class ReturningAdapter(AccountAdapter):
    """With all the steps of signing in, on the page and for a token: the password alone opens nothing again."""

    def is_open(self, user: Any) -> bool:
        return super().is_open(user) or may_come_back(person=user, now=timezone.now())

    def let_in(self, user: Any) -> None:
        user.refresh_from_db(fields=["is_active"])
        user.has_come_back = come_back(person=user, now=timezone.now())
        if user.has_come_back:
            user.refresh_from_db()

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        if user.has_come_back:
            messages.success(request, _("Welcome back. Your account stays; nothing was deleted."))

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        # Not stored before they are in.
        user.is_active = self.is_open(user)
        return super().pre_login(request, user, **kwargs)
