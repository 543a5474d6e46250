"""Signing in by address and password for API clients, under the same limits as the sign-in page."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from knox.models import AbstractAuthToken, get_token_model
from knox.settings import knox_settings

from apps.accounts.people.models import User
from apps.accounts.second_step.selectors import has_second_step, is_kept_back
from apps.accounts.second_step.services import SecondStepMissing, check_code
from apps.accounts.sessions.confirming import MISMATCH
from apps.errors import DomainError, RateLimited

RETRY_AFTER_SECONDS = 300


class WrongCredentials(DomainError):
    """The same for an unknown address, a wrong password, a closed account and an address that must be confirmed
    first."""

    code = "wrong_credentials"
    status = 400
    message = MISMATCH


def sign_in(*, request: HttpRequest, email: str, password: str, code: str = "") -> tuple[str, datetime]:
    """A new token and when it ends. Limited by address and by IP, shared with the sign-in page. `code` is the second
    step of whom it is asked.

    Raises WrongCredentials, RateLimited, CodeNeeded, WrongCode or SecondStepMissing. The oldest token makes room when
    there are too many.
    """
    adapter = get_adapter(request)
    try:
        user = adapter.authenticate(request, email=email.lower(), password=password)
    except ValidationError as error:
        raise RateLimited(retry_after=RETRY_AFTER_SECONDS) from error
    if not isinstance(user, User) or not adapter.is_open(user):
        raise WrongCredentials
    if has_second_step(user):
        check_code(person=user, code=code)
    elif is_kept_back(user):
        raise SecondStepMissing
    adapter.let_in(user)
    return issue_token(person=user)


@transaction.atomic
def issue_token(*, person: User) -> tuple[str, datetime]:
    # Under the person's lock: who asks for many at once would have each leave the others' be.
    User.objects.select_for_update().get(pk=person.pk)
    tokens = get_token_model().objects
    kept = knox_settings.TOKEN_LIMIT_PER_USER - 1
    older = tokens.filter(user=person).order_by("-created").values_list("pk", flat=True)[kept:]
    tokens.filter(pk__in=list(older)).delete()
    instance, token = tokens.create(user=person)
    return token, instance.expiry


def revoke_token(*, token: AbstractAuthToken) -> None:
    """Ends it; sockets opened with it close within seconds."""
    token.delete()
