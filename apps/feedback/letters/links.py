"""The signed address at which a ticket is read and answered without an account."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from apps.errors import NotFound
from apps.feedback.correspondents.models import Correspondent
from apps.feedback.tickets.models import Ticket

VALID_FOR = timedelta(days=60)
_SALT = "feedback.letters"


def token_of(ticket: Ticket) -> str:
    return signing.dumps([ticket.pk, ticket.correspondent_id], salt=_SALT)


def link_to(ticket: Ticket) -> str:
    return settings.SITE_URL + reverse("feedback:by_link", args=[token_of(ticket)])


def correspondent_and_ticket(token: str) -> tuple[Correspondent, int]:
    """Raises NotFound for what we didn't sign, what is too old, and who was erased."""
    try:
        ticket_id, correspondent_id = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except signing.BadSignature as error:
        raise NotFound from error
    correspondent = Correspondent.objects.filter(pk=correspondent_id, erased_at=None).first()
    if correspondent is None:
        raise NotFound
    return correspondent, ticket_id
