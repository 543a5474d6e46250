"""Which tickets say the same, in either language: suggested by meaning, decided by a person."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.errors import NotFound
from apps.feedback.tickets.models import EntryKind, Ticket
from apps.feedback.tickets.timeline import lock_ticket, write_entry
from apps.feedback.topics import meaning
from apps.feedback.topics.models import DuplicateLink, TicketVector

LOOK_BACK = timedelta(days=90)
MOST_DUPLICATES = 3


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


def likely_duplicates(ticket: Ticket, area: str) -> list[tuple[int, float]]:
    """The open tickets of the last 90 days that say nearly the same, in either language, best first."""
    mine = meaning.as_bytes(ticket.body)
    # Stored before the others are read: of two at once, the later one to read finds the other.
    TicketVector.objects.update_or_create(ticket=ticket, defaults={"model_version": meaning.version(), "values": mine})
    others = list(
        TicketVector.objects.filter(
            model_version=meaning.version(),
            ticket__in=Ticket.objects.open(),
            ticket__created_at__gt=ticket.created_at - LOOK_BACK,
            ticket_id__lt=ticket.pk,
        ).values_list("ticket_id", "ticket__area", "values")
    )
    scores = meaning.likenesses(mine, [bytes(values) for _id, _area, values in others])
    alike = [
        (ticket_id, score)
        for (ticket_id, other_area, _values), score in zip(others, scores, strict=True)
        if meaning.is_alike(score, is_one_area=other_area == area)
    ]
    return sorted(alike, key=lambda pair: -pair[1])[:MOST_DUPLICATES]
