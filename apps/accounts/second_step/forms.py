from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.attempts.limits import begin_code, codes_until, forgive
from apps.accounts.second_step.events import SignInChanged
from apps.events.services import publish

GUESSES = 5
"""So many wrong codes within an hour are no slips of a finger any more."""


class _Counted:
    """Wrong codes are counted where wrong passwords are, and their owner hears that somebody knows the password."""

    user: Any
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app, or a recovery code")
        self.fields["code"].widget.attrs |= {"placeholder": "", "inputmode": "numeric", "maxlength": 20}

    def clean_code(self) -> str:
        adapter, now = get_adapter(), timezone.now()
        attempt = begin_code(place=adapter.get_client_ip(context.request), person=self.user, now=now)
        if attempt is None:
            raise adapter.validation_error("too_many_login_attempts")
        try:
            with transaction.atomic():
                # Of two that come with one recovery code at once, the second finds it used.
                list(Authenticator.objects.select_for_update().filter(user=self.user))
                code: str = super().clean_code()  # type: ignore[misc]  # of the form that stands beside
        except ValidationError:
            # A few in a row, of which one may be lost: more would tell the same.
            if GUESSES <= codes_until(attempt) < GUESSES + 3:
                publish(SignInChanged(person=self.user.pk, change="guessed", cause=now.date().isoformat()))
            raise
        forgive(attempt)
        return code


class CodeForm(_Counted, AuthenticateForm):
    """After the password."""


class CodeAgainForm(_Counted, ReauthenticateForm):
    """Where a signed-in person proves once more who they are."""


class SetUpForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app")
        self.fields["code"].widget.attrs |= {"placeholder": "", "inputmode": "numeric", "maxlength": 20}


class MailedCodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the e-mail")
        self.fields["code"].widget.attrs |= {"placeholder": "", "maxlength": 20}
