from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification import send_verification_email_at_login
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.attempts.limits import begin_attempt, forgive
from apps.accounts.second_step.selectors import is_kept_back, showed_their_address
from apps.accounts.sessions.confirming import MISMATCH, ask_to_confirm, must_confirm_first
from apps.accounts.sessions.selectors import UNKNOWN_PLACE
from apps.errors import RateLimited


class EnoughCodes(RateLimited):
    code = "enough_codes"
    message = _("We've mailed several codes within a minute. Take the latest one, or wait a minute and sign in.")


class AccountAdapter(DefaultAccountAdapter):
    """Addresses are kept in lower case; a sign-up keeps the language in which it was made; wrong passwords are counted
    in the database; neither a sign-up nor the sign-in after it tells whether the address was taken."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {"email_password_mismatch": MISMATCH}

    def get_client_ip(self, request: HttpRequest) -> str:
        """Also where there is none to know: behind a socket of the file system, or in a test's sign-in."""
        return get_client_ip(request) or UNKNOWN_PLACE

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """For the page, for tokens and where the password is asked again."""
        place, email = self.get_client_ip(request), str(credentials.get("email", ""))
        attempt = begin_attempt(place=place, email=email, now=timezone.now())
        if attempt is None:
            raise self.validation_error("too_many_login_attempts")
        user = super().authenticate(request, **credentials)
        if user and must_confirm_first(user):
            # As a wrong password: whoever signed up with an address of somebody else would know by a difference.
            ask_to_confirm(person=user)
            return None
        if user:
            forgive(attempt)
        return user

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """By a letter of its own only to an address that was theirs: of the rest they are told as of anything else."""
        if template_prefix == "account/email/email_changed":
            super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """To the address that their letters go to, whichever was typed: another may be of who was in there."""
        super().send_password_reset_mail(user, user.email, context)

    def is_login_by_code_required(self, login: Login) -> bool:
        """Of operators before they set up the second step that the site wants: by the password alone it would be set up
        by who has learnt it. Their code goes to the address that letters go to, whichever was typed. Raises
        EnoughCodes."""
        if login.user is None or not is_kept_back(login.user) or showed_their_address(self.request):
            return False
        login.email = login.user.email
        # Who comes back from another service comes by a GET, which the public function doesn't count.
        once = {"app": "allauth.account", "action": "request_login_code", "key": login.email, "limit_get": True}
        if not ratelimit.consume(self.request, **once):
            raise EnoughCodes(retry_after=60)
        return True

    def is_safe_url(self, url: str | None) -> bool:
        """Also where it is none at all."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def is_open(self, user: Any) -> bool:
        """Whether the account lets its person in, once they have shown who they are."""
        return bool(user.is_active)

    def let_in(self, user: Any) -> None:
        """They have shown it, by all the steps there are: what follows, before they are in."""

    def login(self, request: HttpRequest, user: Any) -> None:
        self.let_in(user)
        super().login(request, user)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Who signs up isn't let in at once, where addresses are confirmed at all: for a taken address that can't be
        done, and the difference would tell. Who comes from elsewhere chose no address."""
        response = super().pre_login(request, user, **kwargs)
        optional = kwargs["email_verification"] == app_settings.EmailVerificationMethod.OPTIONAL
        if response or not (kwargs["signup"] and optional) or "sociallogin" in (kwargs["signal_kwargs"] or {}):
            return response
        send_verification_email_at_login(request, Login(user=user, email=user.email, signup=True))
        return self.respond_email_verification_sent(request, user)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        user.language = getattr(request, "LANGUAGE_CODE", "en")
        form.fill(user)
        if commit:
            user.save()
        return user
