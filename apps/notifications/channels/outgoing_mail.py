"""E-mails that are due."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from apps.accounts.models import User
from apps.notifications.channels.claiming import claim_by_person, due_over
from apps.notifications.deciding.models import Channel, Notification
from apps.notifications.deciding.pacing import hold_mail
from apps.notifications.deciding.registry import all_kinds, duty_kinds
from apps.notifications.inbound.models import MailStop

ERASED = "@erased.invalid"
"""What every address ends with that was erased."""


def claim_due_mail(*, now: datetime) -> Iterator[tuple[User, list[Notification]]]:
    """Marks due e-mails sent and gives them out person by person.

    E-mails of people who don't want them, or whose account is closed, are cancelled instead, unless it is a duty to
    send them; who asked for one gets it while the account is open; nobody writes to who was erased, and to an address
    that doesn't take our letters nothing goes but duties. What can wait isn't sent at night, nor too often.
    """
    due = due_over(Channel.EMAIL, now=now)
    duties = Q(kind__in=duty_kinds()) & ~Q(person__email__endswith=ERASED)
    asked_for = Q(kind__in=[kind.key for kind in all_kinds() if kind.was_asked_for])
    wanted = Q(person__is_active=True) & (Q(person__email_notifications=True) | asked_for)
    due.exclude(wanted | duties).update(cancelled_at=now)
    stopped = MailStop.objects.in_force().filter(person=OuterRef("person"), address=OuterRef("person__email"))
    due.filter(Exists(stopped)).exclude(duties | Q(person__other_address__isnull=False)).update(cancelled_at=now)
    hold_mail(due, now=now)
    return claim_by_person(due, now=now)
