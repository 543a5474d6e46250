from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.errors import NotFound
from apps.feedback.models import DuplicateLink, EntryKind
from apps.feedback.services.timeline import lock_ticket, write_entry


@transaction.atomic
def decide_duplicate(*, link_id: int, operator: User, is_duplicate: bool, now: datetime | None = None) -> DuplicateLink:
    """Confirms or dismisses a suggestion; may be decided anew later. Both tickets stay as they are, the later one takes
    over the earlier one's topic."""
    now = now or timezone.now()
    link = DuplicateLink.objects.select_for_update(of=("self",)).filter(pk=link_id).first()
    if link is None:
        raise NotFound
    if link.confirmed == is_duplicate:
        return link
    link.confirmed, link.confirmed_by, link.confirmed_at = is_duplicate, operator, now
    link.save(update_fields=["confirmed", "confirmed_by", "confirmed_at"])
    ticket = lock_ticket(link.ticket_id)
    write_entry(
        ticket,
        EntryKind.DUPLICATE,
        author=operator,
        is_public=False,
        facts={"other": link.other_id, "is_duplicate": is_duplicate},
        now=now,
    )
    if is_duplicate and ticket.topic_id is None and link.other.topic_id is not None:
        ticket.topic_id = link.other.topic_id
        ticket.save()
    return link
