from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.api.idempotency import KEPT_FOR
from apps.api.models import IdempotentRequest
from apps.events.schedule import periodic


@periodic("accounts.tidy", every_seconds=86_400, title=_("Clear away old answers of the API"))
def tidy(now: datetime) -> None:
    """Forgets the answers of idempotent requests after seven days."""
    IdempotentRequest.objects.filter(created_at__lt=now - KEPT_FOR).delete()
