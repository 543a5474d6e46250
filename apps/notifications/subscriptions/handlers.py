"""What follows from signing out and from a new password, of which only signals tell."""

from typing import Any

from allauth.account.signals import password_changed, password_set
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from apps.accounts.models import User
from apps.notifications.subscriptions.services import end_of_session, follow_session

SESSION = "push_session"
"""The key that a session had when pushes began in it: it stays in the session when that gets another key."""


@receiver(user_logged_out)
def no_pushes_after_signing_out(request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None and (key := request.session.session_key):
        end_of_session(key)


@receiver([password_changed, password_set])
def pushes_stay_in_the_browser_of_a_new_password(request: HttpRequest, user: User, **kwargs: Any) -> None:
    old_key, new_key = request.session.get(SESSION), request.session.session_key
    if old_key and new_key:
        follow_session(person=user, old_key=old_key, new_key=new_key)
        request.session[SESSION] = new_key
