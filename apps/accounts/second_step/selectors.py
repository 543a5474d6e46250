"""Who signs in with a code beside the password, and who has to before anything else."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef


def has_second_step(person: Any) -> bool:
    return bool(is_mfa_enabled(person, [Authenticator.Type.TOTP]))


def is_kept_back(person: Any) -> bool:
    """Whether this is an operator of a site that wants the second step of them, and hasn't set it up yet: until then
    nothing is theirs but to do so."""
    return bool(settings.OPERATORS_NEED_SECOND_STEP and person.is_staff and not has_second_step(person))


def operators_and_those_without() -> tuple[int, int]:
    """How many operators there are, and how many of them sign in with their password alone."""
    operators = get_user_model().objects.filter(is_staff=True, is_active=True)
    step = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return operators.count(), operators.filter(~Exists(step)).count()
