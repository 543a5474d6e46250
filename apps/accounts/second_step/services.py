"""Checking the second step where there is no page for it, and taking it back for whom the device is lost."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.second_step.events import SignInChanged
from apps.accounts.second_step.forms import CodeForm
from apps.errors import InvalidInput, NotAllowed
from apps.events.services import publish


class CodeNeeded(InvalidInput):
    code = "second_step_needed"
    message = _("This account signs in in two steps: give the code of its app, too, or a recovery code.")


class WrongCode(InvalidInput):
    code = "wrong_code"
    message = _("That code isn't right, or it was used already, or there were too many tries.")


class SecondStepMissing(NotAllowed):
    code = "second_step_missing"
    message = _("Operators sign in in two steps here. Set that up on the page first: sign in there.")


def check_code(*, person: Any, code: str) -> None:
    """For doors without pages. Raises CodeNeeded or WrongCode; a right code is used up."""
    if not code:
        raise CodeNeeded(field="code")
    form = CodeForm({"code": code}, user=person)
    if not form.is_valid():
        raise WrongCode(field="code")
    form.authenticator.record_usage()


@transaction.atomic
def forget_second_step(*, person: Any) -> bool:
    """False when there was none, or a colleague was first."""
    if not Authenticator.objects.filter(user=person).delete()[0]:
        return False
    publish(SignInChanged(person=person.pk, change="reset", cause=timezone.now().isoformat()))
    return True
