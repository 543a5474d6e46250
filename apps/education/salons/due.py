"""What happens before an event, and when it is over."""

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from apps.accounts.people.selectors import blocked_ids
from apps.chat.interviews.slots import is_same_day
from apps.education.salons.kinds import HOW_WAS_IT, IN_AN_HOUR, TOMORROW, tell
from apps.education.salons.models import Salon
from apps.education.salons.reminders import AFTER, DAY, HOUR
from apps.education.salons.selectors import holds, seated
from apps.notifications.deciding.registry import Kind
from apps.notifications.models import DueItem
from apps.notifications.reminders.registry import DueKind, DueWords, register


def salon_of(item: DueItem) -> Salon | None:
    return Salon.objects.select_related("host").filter(pk=item.payload.get("salon", 0)).first()


def still_comes(item: DueItem, now: datetime) -> bool:
    salon = salon_of(item)
    if salon is None or salon.state != Salon.State.OPEN or not item.person.is_active:
        return False
    if item.kind == DAY and is_same_day(salon.starts_at, now, ZoneInfo(item.person.time_zone)):
        # Whatever held it up: what happens today isn't announced for tomorrow.
        return False
    if item.kind in (DAY, HOUR) and salon.starts_at <= now:
        return False
    guests = seated(salon).filter(person=item.person)
    if item.kind == AFTER:
        return guests.filter(rating=None).exists()
    return (holds(salon, item.person) or guests.exists()) and salon.host_id not in blocked_ids(item.person)


def telling(kind: Kind) -> Callable[[DueItem, datetime], object]:
    def act(item: DueItem, now: datetime) -> None:
        if (salon := salon_of(item)) is not None:
            tell(kind, salon, item.person, cause=item.key, now=now)

    return act


def describe(items: Iterable[DueItem]) -> dict[int, DueWords]:
    items = list(items)
    salons = Salon.objects.select_related("host").in_bulk([item.payload.get("salon", 0) for item in items])
    words = {}
    for item in items:
        if salon := salons.get(item.payload.get("salon", 0)):
            words[item.pk] = DueWords(title=salon.title, detail=salon.host.name, url=salon.get_absolute_url())
    return words


for key, title, kind, is_listed in (
    (DAY, _("A day before an event"), TOMORROW, True),
    (HOUR, _("An hour before an event"), IN_AN_HOUR, True),
    (AFTER, _("Asking how an event was"), HOW_WAS_IT, False),
):
    register(
        DueKind(
            key=key,
            title=title,
            act=telling(kind),
            is_wanted=still_comes,
            describe=describe if is_listed else None,
            icon="calendar-clock",
            called_off=(lambda item: None) if is_listed else None,
            obeys_quiet_hours=not is_listed,
        )
    )
