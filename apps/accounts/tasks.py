from datetime import datetime

from apps.accounts.idempotency import KEPT_FOR
from apps.accounts.models import IdempotentRequest
from apps.events.schedule import periodic


@periodic("accounts.tidy", every_seconds=86_400)
def tidy(now: datetime) -> None:
    """Forgets the answers of idempotent requests after seven days."""
    IdempotentRequest.objects.filter(created_at__lt=now - KEPT_FOR).delete()
