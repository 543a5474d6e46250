"""Telling us something without signing in, and being forgotten."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from apps.feedback.correspondents.models import Correspondent, Way
from apps.feedback.correspondents.services import correspondent_at, correspondent_without_address
from apps.feedback.letters.models import Letter
from apps.feedback.letters.outgoing import acknowledge
from apps.feedback.tickets.files import ReadFile, erase_files
from apps.feedback.tickets.models import Channel, EntryKind, Ticket, TicketEntry
from apps.feedback.tickets.services import open_ticket
from apps.feedback.topics.models import TicketVector
from apps.feedback.trends.services import forget_in_trends


@transaction.atomic
def tell_as_visitor(
    *,
    body: str,
    address: str,
    client_id: UUID,
    language: str,
    page: str = "",
    client_version: str = "",
    files: Sequence[ReadFile] = (),
    offered: str = "",
) -> Ticket:
    """What somebody writes who isn't signed in; `address` may be "". The same form again is the same ticket. Raises
    what `open_ticket` raises."""
    now = timezone.now()
    correspondent = (
        correspondent_at(address=address, name="", language=language, now=now)
        if address
        else Correspondent.objects.filter(tickets__client_id=client_id, channel=Way.LINK).first()
        or correspondent_without_address(language=language, now=now)
    )
    ticket = open_ticket(
        reporter=correspondent,
        body=body,
        client_id=client_id,
        channel=Channel.VISITOR,
        page=page,
        client_version=client_version,
        interface_language=correspondent.language,
        files=files,
        offered=offered,
        now=now,
    )
    acknowledge(ticket, correspondent, key=f"ticket:{ticket.pk}", now=now)
    return ticket


@transaction.atomic
def erase_correspondent(*, correspondent: Correspondent, now: datetime | None = None) -> None:
    """Empties what they wrote and forgets who they were; tickets keep category, status and timeline, as with a member
    who leaves. The notes of a call go too: they say who called from which number. What was to be sent to them isn't.
    Letters that come from the address later are somebody new."""
    now = now or timezone.now()
    Correspondent.objects.select_for_update().get(pk=correspondent.pk)
    told = Ticket.objects.of(correspondent)
    erase_files(told)
    Letter.objects.filter(correspondent=correspondent).delete()
    correspondent.hook_messages.filter(is_ours=True, sent_at=None, given_up_at=None).update(given_up_at=now)
    TicketVector.objects.filter(ticket__in=told).delete()
    of_theirs = models.Q(author=None) | models.Q(kind=EntryKind.NOTE, ticket__channel=Channel.CALL)
    models.QuerySet(TicketEntry).filter(of_theirs, ticket__in=told).update(body="")
    told.update(body="", page="", client_version="")
    forget_in_trends(told)
    Correspondent.objects.filter(pk=correspondent.pk).update(
        channel=Way.LINK, address="", source=None, handle="", name="", user=None, erased_at=now
    )
