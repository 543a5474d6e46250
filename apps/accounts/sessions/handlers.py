"""What follows from a sign-in, a second step or a forgotten password, of which only signals tell."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
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


@receiver(password_reset)
def forget_addresses_that_somebody_else_may_have_added(user: User, **kwargs: Any) -> None:
    """Who finds back by a letter has the address that it went to, and no other signs in."""
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()


@handles(ConfirmationWanted)
def send_the_link_once_more(event: ConfirmationWanted) -> None:
    send_link(person_id=event.person)
