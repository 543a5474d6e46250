"""What operators do at the workspace, beside the work on the ticket itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.errors import InvalidInput, NotFound
from apps.feedback.desk.models import Look, SavedView
from apps.feedback.desk.queue import View
from apps.language import UnusableText, clean

SEEN_FOR = timedelta(seconds=45)
MOST_VIEWS = 30


def look_at(*, operator: User, ticket_id: int, writes: bool = False, now: datetime | None = None) -> QuerySet[Look]:
    """Says that the operator has this ticket before them. Returns who else has, the last 45 seconds."""
    now = now or timezone.now()
    Look.objects.update_or_create(person=operator, defaults={"ticket_id": ticket_id, "writes": writes, "at": now})
    return who_looks([ticket_id], besides=operator, now=now)[:5]


def who_looks(ticket_ids: Sequence[int], *, besides: User, now: datetime) -> QuerySet[Look]:
    """Which colleagues have these tickets before them, by name."""
    others = Look.objects.filter(ticket__in=ticket_ids, at__gt=now - SEEN_FOR).exclude(person=besides)
    return others.select_related("person").order_by("person__name")


@transaction.atomic
def keep_view(*, operator: User, name: str, view: View, is_shared: bool = False) -> SavedView:
    """Keeps a part of the queue under a name; the same name again changes what it shows. Raises InvalidInput."""
    try:
        name = clean(name, max_length=40)
    except UnusableText as error:
        raise InvalidInput(_("Give the view a name of 1 to 40 characters."), field="name") from error
    User.objects.select_for_update(no_key=True).get(pk=operator.pk)
    known = SavedView.objects.filter(owner=operator)
    if not known.filter(name=name).exists() and known.count() >= MOST_VIEWS:
        raise InvalidInput(_("You have 30 views. Delete one first."), field="name")
    kept, _is_new = SavedView.objects.update_or_create(
        owner=operator, name=name, defaults={"query": view.query, "is_shared": is_shared}
    )
    return kept


def forget_view(*, operator: User, view_id: int) -> None:
    """Deletes one's own view. Raises NotFound for anybody else's."""
    deleted, _rows = SavedView.objects.filter(owner=operator, pk=view_id).delete()
    if not deleted:
        raise NotFound


def views_of(operator: User) -> QuerySet[SavedView]:
    """One's own, and those that colleagues share."""
    return SavedView.objects.filter(Q(owner=operator) | Q(is_shared=True)).order_by("name", "pk")[: 2 * MOST_VIEWS]
