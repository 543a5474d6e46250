"""What operators decide about people and companies."""

from datetime import datetime

from django.db import transaction
from knox.models import get_token_model

from apps.accounts.models import Company, User


@transaction.atomic
def deactivate(*, person: User) -> None:
    """Closes an account: its sessions stop counting, its tokens are gone, its sockets close within seconds."""
    get_token_model().objects.filter(user=person).delete()
    person.is_active = False
    person.save(update_fields=["is_active"])


def reactivate(*, person: User) -> None:
    person.is_active = True
    person.save(update_fields=["is_active"])


def verify_company(*, company: Company, now: datetime) -> bool:
    """Gives the company its badge. False when it had it before."""
    return bool(Company.objects.filter(pk=company.pk, verified_at__isnull=True).update(verified_at=now))
