from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.errors import NotFound
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import DueWords, due_kind, listed_kinds
from apps.notifications.reminders.services import OPEN
from apps.notifications.reminders.wording import Line, clock_words, there_words


def planned_for(person: User) -> QuerySet[DueItem]:
    """What is to happen of theirs, as far as it stands in their list, the next one first."""
    listed = DueItem.objects.filter(person=person, kind__in=listed_kinds(), state__in=OPEN)
    return listed.select_related("clock_of").order_by("due_at", "pk")


def planned_item(person: User, item_id: int) -> DueItem:
    """Raises NotFound for what isn't theirs, or isn't to happen any more."""
    item = planned_for(person).filter(pk=item_id).first()
    if item is None:
        raise NotFound
    return item


def lines(items: Iterable[DueItem], viewer: User, *, now: datetime) -> list[Line]:
    """These items in words, in their order; those whose kind says nothing of them are left out."""
    found = list(items)
    words: dict[int, DueWords] = {}
    for key, group in groupby(sorted(found, key=lambda item: item.kind), key=lambda item: item.kind):
        kind = due_kind(key)
        if kind is not None and kind.describe is not None:
            words |= kind.describe(list(group))
    return [_line(item, words[item.pk], viewer, now) for item in found if item.pk in words]


def _line(item: DueItem, words: DueWords, viewer: User, now: datetime) -> Line:
    kind, moment = due_kind(item.kind), item.meant_at()
    return Line(
        item=item,
        words=words,
        icon=kind.icon if kind else "clock",
        here=clock_words(moment, viewer, now=now),
        there=there_words(moment, words.other, viewer, now=now),
        may_cancel=kind is not None and kind.called_off is not None,
        may_move=kind is not None and kind.moved is not None,
    )


def other_of(item: DueItem) -> User | None:
    """Whose clock stands beside the owner's."""
    kind = due_kind(item.kind)
    words = kind.describe([item]) if kind and kind.describe else {}
    return words[item.pk].other if item.pk in words else None


def given_up_count() -> int:
    return DueItem.objects.filter(state=DueItem.State.FAILED).count()
