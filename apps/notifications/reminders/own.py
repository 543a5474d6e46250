"""What a person does with what is planned of theirs: another time, or not at all."""

from django.db import transaction

from apps.accounts.models import User
from apps.errors import NotAllowed
from apps.notifications.reminders.errors import TooLate
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import due_kind
from apps.notifications.reminders.selectors import planned_item
from apps.notifications.reminders.services import When, cancel, move


@transaction.atomic
def call_off(*, person: User, item_id: int) -> None:
    """Raises NotFound for what isn't theirs, NotAllowed where it isn't theirs to call off, TooLate."""
    item = planned_item(person, item_id)
    kind = due_kind(item.kind)
    if kind is None or kind.called_off is None:
        raise NotAllowed
    kind.lock(item)
    if not cancel(DueItem.objects.filter(pk=item.pk)):
        raise TooLate
    kind.called_off(item)


@transaction.atomic
def put_off(*, person: User, item_id: int, at: When) -> DueItem:
    """Another time; raises what `call_off` raises."""
    item = planned_item(person, item_id)
    kind = due_kind(item.kind)
    if kind is None or kind.moved is None:
        raise NotAllowed
    kind.lock(item)
    if not move(item, at=at):
        raise TooLate
    item.refresh_from_db()
    kind.moved(item)
    return item
