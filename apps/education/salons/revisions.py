"""The room's revision: each change that all may see takes the next one, and is told to whoever watches."""

from django.db import transaction
from django.db.models import F

from apps.education.salons.models import Salon
from apps.realtime.hub import push_notice

CHANGED = "education.salon_changed"


def next_rev(salon_id: int) -> int:
    """Call it in the transaction of the change, before the rows of the room: it holds the event's row until the commit,
    so that revisions are committed in their order."""
    Salon.objects.filter(pk=salon_id).update(rev=F("rev") + 1)
    transaction.on_commit(lambda: push_notice(CHANGED, {"type": CHANGED, "salon": salon_id}))
    return Salon.objects.values_list("rev", flat=True).get(pk=salon_id)
