"""What operators decide about companies."""

from datetime import datetime

from apps.accounts.companies.models import Company


def verify_company(*, company: Company, now: datetime) -> bool:
    """Gives the company its badge. False when it had it before."""
    return bool(Company.objects.filter(pk=company.pk, verified_at__isnull=True).update(verified_at=now))
