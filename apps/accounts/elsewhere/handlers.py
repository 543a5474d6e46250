"""What follows when an account of another service is joined or parted. The library tells of it by signals only."""

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.dispatch import receiver
from django.utils import timezone

from apps.accounts.second_step.events import SignInChanged
from apps.events.services import publish


@receiver(social_account_added)
def tell_that_it_is_joined(sociallogin: SocialLogin, **kwargs: Any) -> None:
    _tell(sociallogin.account, "joined")


@receiver(social_account_removed)
def tell_that_it_is_parted(socialaccount: SocialAccount, **kwargs: Any) -> None:
    _tell(socialaccount, "parted")


def _tell(account: SocialAccount, change: str) -> None:
    publish(SignInChanged(person=account.user_id, change=change, cause=timezone.now().isoformat()))
