from django.db.models import QuerySet

from apps.accounts.companies.models import JoinRequest
from apps.accounts.people.models import Role, User

MOST_SHOWN = 200


def colleagues_of(person: User) -> QuerySet[User]:
    """Everybody who hires for the same company, oneself included; the first two hundred by name."""
    return colleagues_at(person.company_id) if person.company_id else User.objects.none()


def colleagues_at(company_id: int) -> QuerySet[User]:
    people = User.objects.filter(company=company_id, role=Role.RECRUITER, is_active=True)
    return people.order_by("name", "pk")[:MOST_SHOWN]


def waiting_request_of(person: User) -> JoinRequest | None:
    waiting = JoinRequest.objects.filter(person=person, state=JoinRequest.State.WAITING)
    return waiting.select_related("company").first()
