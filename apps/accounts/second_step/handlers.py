"""What follows from a new password or a change of the second step. The library tells of them by signals only."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.utils import timezone

from apps.accounts.second_step.events import SignInChanged
from apps.events.services import publish


@receiver([password_changed, password_set, password_reset])
def tell_of_a_new_password(user: Any, **kwargs: Any) -> None:
    publish(SignInChanged(person=user.pk, change="password", cause=timezone.now().isoformat()))


@receiver(authenticator_added)
def tell_that_it_is_on(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    _tell(user, "on", authenticator)


@receiver(authenticator_removed)
def tell_that_it_is_off(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    _tell(user, "off", authenticator)


@receiver(authenticator_reset)
def tell_of_new_recovery_codes(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    publish(SignInChanged(person=user.pk, change="codes", cause=authenticator.created_at.isoformat()))


def _tell(user: Any, change: str, authenticator: Authenticator) -> None:
    """Recovery codes come and go with the app."""
    if authenticator.type == Authenticator.Type.TOTP:
        publish(SignInChanged(person=user.pk, change=change, cause=authenticator.created_at.isoformat()))
