from datetime import datetime

from apps.accounts.models import User
from apps.notifications.digests.models import DigestChoice
from apps.notifications.digests.services import DUE
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.services import OPEN


def digest_choice(person: User, *, now: datetime) -> DigestChoice:
    """What they chose; never, where they haven't. It isn't stored by being looked at."""
    return DigestChoice.objects.filter(person=person).first() or DigestChoice(person=person, told_until=now)


def next_digest(person: User) -> DueItem | None:
    return DueItem.objects.filter(kind=DUE, person=person, state__in=OPEN).select_related("clock_of").first()
