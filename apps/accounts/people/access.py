"""Who is asking."""

from typing import Any

from django.http import HttpRequest
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from apps.accounts.people.models import User


def person_of(request: HttpRequest | Request) -> User:
    """The signed-in person; for views that only signed-in people reach."""
    assert isinstance(request.user, User)
    return request.user


def operates(person: User, permission: str) -> bool:
    """Whether the console lets this person do that."""
    return person.is_staff and person.has_perm(permission)


def operators_with(permission: str) -> type[BasePermission]:
    """Lets operators in whom the console lets do the same."""

    class MayDoSo(BasePermission):
        def has_permission(self, request: Request, view: Any) -> bool:
            person = request.user
            return isinstance(person, User) and operates(person, permission)

    return MayDoSo
