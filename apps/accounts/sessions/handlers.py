"""Django tells of a sign-in by a signal only, whichever door it came through."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from apps.accounts.people.models import User
from apps.accounts.sessions.services import record_session


@receiver(user_logged_in)
def record_new_session(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.user = user
    record_session(request=request)
