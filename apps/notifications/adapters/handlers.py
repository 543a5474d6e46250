"""What follows from a forgotten password, of which only a signal tells."""

from typing import Any

from allauth.account.signals import password_reset
from django.dispatch import receiver

from apps.accounts.models import User
from apps.notifications.adapters.services import leave_messenger


@receiver(password_reset)
def no_messenger_of_somebody_else(user: User, **kwargs: Any) -> None:
    """Who finds back into their account by a letter is told by letters: the messenger may be of who was in there."""
    leave_messenger(person=user)
