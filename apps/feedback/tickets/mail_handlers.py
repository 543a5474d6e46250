"""A letter about one's feedback is answered by e-mail."""

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.feedback.tickets.files import read_files
from apps.feedback.tickets.kinds import TICKET
from apps.feedback.tickets.selectors import is_replied
from apps.feedback.tickets.services import reply_to_ticket
from apps.notifications.inbound.reading import Incoming
from apps.notifications.inbound.registry import Refused, SignedKind, register_signed


def reply_by_mail(mail: Incoming, person: User, ticket_id: int) -> None:
    """Raises Refused and what refuses a reply or one of its files."""
    if not mail.text and not mail.files:
        raise Refused(_("There was nothing new in it, only what it answers."), code="empty")
    if is_replied(mail.key, by=person, ticket_id=ticket_id):
        return
    files = read_files([file.as_upload() for file in mail.files], member=person)
    body = mail.text or _("(no words, only files)")
    reply_to_ticket(reporter=person, ticket_id=ticket_id, body=body, files=files, mail=mail.key)


register_signed(
    SignedKind(
        key=TICKET,
        number=2,
        handle=reply_by_mail,
        url=lambda ticket: reverse("feedback:ticket", args=[ticket]),
    )
)
