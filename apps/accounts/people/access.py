"""Who is asking."""

from django.http import HttpRequest
from rest_framework.request import Request

from apps.accounts.people.models import User


def person_of(request: HttpRequest | Request) -> User:
    """The signed-in person; for views that only signed-in people reach."""
    assert isinstance(request.user, User)
    return request.user
