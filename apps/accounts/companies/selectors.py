from allauth.account.models import EmailAddress
from django.conf import settings
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


def is_vouched_for(person: User) -> bool:
    """Whether we know who somebody is and for whom they hire: their address is confirmed and their company verified.
    Where the operator knows everybody anyway, RESUMES_NEED_VERIFICATION=no vouches for all."""
    if not settings.RESUMES_NEED_VERIFICATION:
        return True
    if person.company is None or person.company.verified_at is None:
        return False
    return EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=True).exists()
