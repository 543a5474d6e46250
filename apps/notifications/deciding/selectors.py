from collections.abc import Iterable

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.errors import NotFound
from apps.notifications.deciding.models import Channel, Notification
from apps.notifications.deciding.registry import KindGroup, all_kinds


def history(person: User) -> QuerySet[Notification]:
    """What a person was told in the product, newest first."""
    return Notification.objects.filter(person=person, channel=Channel.IN_APP).order_by("-id")


def history_of(person: User, *, unread: bool = False, group: str = "") -> QuerySet[Notification]:
    """The history, narrowed to what is unread and to one group of kinds; an unknown group narrows nothing."""
    found = history(person)
    if unread:
        found = found.filter(read_at__isnull=True)
    if group in KindGroup.values:
        found = found.filter(kind__in=[kind.key for kind in all_kinds() if kind.group == group])
    return found


def unread_count(person: User) -> int:
    return history(person).filter(read_at__isnull=True).count()


def notification_for(person: User, notification_id: int) -> Notification:
    """Over whichever channel it came. Raises NotFound for what isn't theirs."""
    found = Notification.objects.filter(person=person, pk=notification_id).first()
    if found is None:
        raise NotFound
    return found


def causes_of(person: User, ids: Iterable[int]) -> list[str]:
    """The causes behind a person's own notifications; others' ids are passed over."""
    return list(history(person).filter(pk__in=list(ids)).values_list("cause", flat=True))
