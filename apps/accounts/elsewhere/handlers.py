"""What follows when an account of another service is joined or parted. The library tells of it by signals only."""

from typing import Any

from allauth.account.signals import password_reset
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


@receiver(password_reset)
def part_what_somebody_else_may_have_joined(user: Any, **kwargs: Any) -> None:
    """Who finds back by a letter is signed in by nothing else: their own account is joined again when they come with
    it, as both sides have confirmed its address."""
    for account in SocialAccount.objects.filter(user=user):
        account.delete()
        _tell(account, "parted")


def _tell(account: SocialAccount, change: str) -> None:
    publish(SignInChanged(person=account.user_id, change=change, cause=timezone.now().isoformat()))
