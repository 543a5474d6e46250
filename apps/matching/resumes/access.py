from django.http import HttpRequest
from rest_framework.request import Request

from apps.accounts.models import User
from apps.accounts.people.access import person_of
from apps.errors import NotFound


def candidate_of(request: HttpRequest | Request) -> User:
    """Who asks; raises NotFound for who isn't a candidate: only candidates have a résumé."""
    person = person_of(request)
    if not person.is_candidate:
        raise NotFound
    return person
