"""Who signs in with a code beside the password, and who has to before anything else."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest


def has_second_step(person: Any) -> bool:
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def is_kept_back(person: Any) -> bool:
    """Whether this is an operator of a site that wants the second step of them, and hasn't set it up yet: until then
    nothing is theirs but to do so."""
    return bool(settings.OPERATORS_NEED_SECOND_STEP and person.is_staff and not has_second_step(person))


def showed_their_address(request: HttpRequest) -> bool:
    """Whether who is signed in came with a code from their mailbox, too."""
    return any(record["method"] == "code" for record in get_authentication_records(request, request.user))


def without_those_kept_back(people: QuerySet[Any]) -> QuerySet[Any]:
    """The same for many, within the query that fetches them."""
    return people.filter(Q(is_staff=False) | _has_step()) if settings.OPERATORS_NEED_SECOND_STEP else people


def operators_and_those_without() -> tuple[int, int]:
    """How many operators there are, and how many of them sign in with their password alone."""
    operators = get_user_model().objects.filter(is_staff=True, is_active=True)
    counts = operators.aggregate(all=Count("pk"), without=Count("pk", filter=~_has_step()))
    return counts["all"], counts["without"]


def _has_step() -> Exists:
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))
