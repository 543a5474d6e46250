from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.people.models import User


class ElsewhereAdapter(DefaultSocialAccountAdapter):
    """An account here is joined by itself only where both sides have confirmed its address; otherwise its owner is
    asked to sign in here first, and joins the two. An address that the other service hasn't confirmed counts as none:
    whoever wrote it there would learn whether it has an account here."""

    error_messages: ClassVar = DefaultSocialAccountAdapter.error_messages | {
        "no_password": gettext_lazy("Set a password first: without it nothing would sign you in any more."),
        "no_verified_email": gettext_lazy("Confirm your address first: without it you couldn't get back in."),
    }

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        for address in sociallogin.email_addresses:
            # Some say "false", which is as true as any text.
            address.verified = address.verified is True
            if address.verified:
                own = EmailAddress.objects.filter(email__iexact=address.email, verified=True).select_related("user")
                if found := own.first():
                    return found.user, address.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        said = sociallogin.account.extra_data
        if len({part["sub"] for part in (said.get("id_token"), said.get("userinfo")) if part}) > 1:
            raise PermissionDenied  # two people's: one of them was swapped in
        if sociallogin.is_existing:
            return
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            _check_address(request)
            return
        confirmed = [address.email for address in sociallogin.email_addresses if address.verified]
        if not confirmed:
            text = _("That service confirms no address of yours. Sign in or create an account here, then join the two.")
            raise _asked(request, text)
        if User.objects.filter(email__iexact=confirmed[0]).exists():
            text = _("You have an account with this address already. Sign in to it, then join the two here.")
            raise _asked(request, text)

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        given = sociallogin.account.get_provider_account().get_user_data() or {}
        return super().get_signup_form_initial_data(sociallogin) | {"name": str(given.get("name") or "")[:80]}


def _check_address(request: HttpRequest) -> None:
    """Whoever signed up with an address of somebody else would still sign in once its owner has found back in."""
    if not EmailAddress.objects.filter(user_id=request.user.pk, verified=True).exists():
        messages.info(request, _("Confirm your address first, then join the two."))
        raise ImmediateHttpResponse(redirect("account_email"))


def _asked(request: HttpRequest, text: str) -> ImmediateHttpResponse:
    messages.info(request, text)
    return ImmediateHttpResponse(redirect_to_login(reverse("socialaccount_connections")))
