from collections.abc import Iterable

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.errors import NotFound
from apps.notifications.deciding.models import Channel, Notification


def history(person: User) -> QuerySet[Notification]:
    """What a person was told in the product, newest first."""
    return Notification.objects.filter(person=person, channel=Channel.IN_APP).order_by("-id")


def unread_count(person: User) -> int:
    return history(person).filter(read_at__isnull=True).count()


def notification_for(person: User, notification_id: int) -> Notification:
    """Raises NotFound for what isn't theirs."""
    found = history(person).filter(pk=notification_id).first()
    if found is None:
        raise NotFound
    return found


def causes_of(person: User, ids: Iterable[int]) -> list[str]:
    """The causes behind a person's own notifications; others' ids are passed over."""
    return list(history(person).filter(pk__in=list(ids)).values_list("cause", flat=True))
