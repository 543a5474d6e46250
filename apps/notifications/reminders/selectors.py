from django.db.models import QuerySet

from apps.accounts.models import User
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import listed_kinds
from apps.notifications.reminders.services import OPEN


def planned_for(person: User) -> QuerySet[DueItem]:
    """What is to happen of theirs, as far as it stands in their list, the next one first."""
    return DueItem.objects.filter(person=person, kind__in=listed_kinds(), state__in=OPEN).order_by("due_at", "pk")


def given_up_count() -> int:
    return DueItem.objects.filter(state=DueItem.State.FAILED).count()
