"""What follows from a sign-in. Django tells of one by a signal only, whichever door it came through."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from apps.accounts.people.models import User
from apps.accounts.sessions.confirming import send_link
from apps.accounts.sessions.events import ConfirmationWanted
from apps.accounts.sessions.services import end_other_sign_ins, record_session
from apps.events.registry import handles


@receiver(user_logged_in)
def record_new_session(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.user = user
    record_session(request=request)


@receiver(authenticator_added)
def end_what_the_password_alone_opened(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Sessions and tokens from before a second step was asked for, tokens of programs among them."""
    if authenticator.type == Authenticator.Type.TOTP:
        end_other_sign_ins(person=user, current_key=request.session.session_key or "")


@handles(ConfirmationWanted)
def send_the_link_once_more(event: ConfirmationWanted) -> None:
    send_link(person_id=event.person)
