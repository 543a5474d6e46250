"""What operators decide about companies, and companies that come in by name."""

from datetime import datetime

from django.db import transaction

from apps.accounts.companies.models import Company


def verify_company(*, company: Company, now: datetime) -> bool:
    """Gives the company its badge. False when it had it before."""
    return bool(Company.objects.filter(pk=company.pk, verified_at__isnull=True).update(verified_at=now))


@transaction.atomic
def company_named(name: str) -> Company:
    """The company of this name, whatever its case, the oldest where there are several; a new one where there is none.
    For what comes in from elsewhere: who signs up for a company goes through its people."""
    return Company.objects.filter(name__iexact=name).order_by("pk").first() or Company.objects.create(name=name)
