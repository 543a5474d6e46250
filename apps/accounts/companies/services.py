"""What operators decide about companies, and companies that come in by name."""

from datetime import datetime

from django.db import transaction

from apps.accounts.companies.models import Company
from apps.locks import lock_until_commit


def verify_company(*, company: Company, now: datetime, reason: str = "") -> bool:
    """Gives the company its badge; its history keeps why. False when it had it before."""
    return _set_verified(company, now, reason)


def withdraw_verification(*, company: Company, reason: str) -> bool:
    """Takes the badge away. False when there was none."""
    return _set_verified(company, None, reason)


@transaction.atomic
def _set_verified(company: Company, at: datetime | None, reason: str) -> bool:
    company = Company.objects.select_for_update().get(pk=company.pk)
    if (company.verified_at is None) == (at is None):
        return False
    company.verified_at = at
    company._change_reason = reason  # type: ignore[attr-defined]  # what the history reads
    company.save(update_fields=["verified_at"])
    return True


NAME_LOCKS = 7_201
"""Class of the advisory locks under which a name is looked up and given."""


def lock_name(name: str) -> None:
    """Until the transaction ends nobody else looks up or gives this name, so that two at once don't make two
    companies of it."""
    lock_until_commit(NAME_LOCKS, name.casefold())


@transaction.atomic
def company_named(name: str) -> Company:
    """The company of this name, whatever its case, the oldest where there are several; a new one where there is none.
    For what comes in from elsewhere: who signs up for a company goes through its people."""
    lock_name(name)
    return Company.objects.filter(name__iexact=name).order_by("pk").first() or Company.objects.create(name=name)
