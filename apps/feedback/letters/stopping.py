"""Addresses to which no letter goes any more, until somebody writes from there."""

from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.feedback.correspondents.models import Correspondent
from apps.feedback.letters.models import Letter
from apps.feedback.letters.outgoing import message_id
from apps.feedback.tickets.models import EntryKind, Ticket
from apps.feedback.tickets.timeline import lock_ticket, tell_assignee, write_entry
from apps.notifications.inbound.addresses import VALID_FOR
from apps.notifications.inbound.bounces import Report, ReportKind
from apps.notifications.inbound.registry import Signed


@transaction.atomic
def stop_letters(report: Report, letter: Signed) -> None:
    """The server of a correspondent took none, or they called it spam: nothing more goes there, and the ticket goes
    to a person, who may know another way. What is only late changes nothing, and neither does a report about another
    address than theirs, or about a letter from before they wrote to us themselves."""
    now = timezone.now()
    ticket = Ticket.objects.filter(pk=letter.subject, correspondent=letter.person).first()
    correspondent = ticket.correspondent if ticket else None
    if ticket is None or correspondent is None or report.kind == ReportKind.DELAYED:
        return
    if report.recipient and report.recipient != correspondent.address:
        return
    if _wrote_since(correspondent, report, letter):
        return
    if not Correspondent.objects.filter(pk=correspondent.pk, stopped_at=None).update(stopped_at=now):
        return
    ticket = lock_ticket(ticket.pk)
    ticket.needs_person = True
    ticket.save()
    words = _("Letters to %(address)s don't arrive (%(status)s). None go there until they write again.")
    body = words % {"address": correspondent.address, "status": report.status or report.kind}
    tell_assignee(ticket, write_entry(ticket, EntryKind.NOTE, is_public=False, body=body, now=now), now=now)


def _wrote_since(correspondent: Correspondent, report: Report, letter: Signed) -> bool:
    """Whether a letter came from their address after the reported one went. A mail service names only the day and the
    ticket of a letter: then it may be the last of those."""
    letters = Letter.objects.filter(correspondent=correspondent)
    heard = letters.filter(is_ours=False).aggregate(last=Max("created_at"))["last"]
    if heard is None:
        return False
    start = datetime.combine(letter.last_day - VALID_FOR, time.min, tzinfo=UTC)
    day = {"created_at__gte": start, "created_at__lt": start + timedelta(days=1)}
    ours = list(letters.filter(is_ours=True, ticket=letter.subject, **day))
    reported = [one for one in ours if message_id(one) == report.message_id] or ours
    return bool(heard > max((one.sent_at or one.created_at for one in reported), default=start))
