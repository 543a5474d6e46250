"""Which tickets say the same, in either language: suggested by meaning, decided by a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

import numpy as np
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from apps.accounts.models import User
from apps.errors import NotFound
from apps.events.services import publish
from apps.feedback.tickets.events import TicketSettled, TicketsWait
from apps.feedback.tickets.kinds import TICKET_ANSWERED
from apps.feedback.tickets.lifecycle import Status, may_move
from apps.feedback.tickets.models import EntryKind, Ticket, TicketEntry
from apps.feedback.tickets.text_checks import language_of
from apps.feedback.tickets.timeline import (
    KIND_OF_STATUS,
    lock_ticket,
    mark_answered,
    move,
    tell_reporter,
    write_entry,
)
from apps.feedback.topics import meaning
from apps.feedback.topics.known import known_meanings
from apps.feedback.topics.models import DuplicateLink, TicketVector

LOOK_BACK = timedelta(days=90)
MOST_COMPARED = 2_000
"""So many of the newest open tickets are compared with a new one: some 4 MB, however many there are."""

MOST_TOLD = 1_000


@transaction.atomic
def decide_duplicate(*, link_id: int, operator: User, is_duplicate: bool, now: datetime | None = None) -> DuplicateLink:
    """Confirms or dismisses a suggestion; may be decided anew later. A confirmed one takes over the earlier one's
    topic, and its reporter is told that others said the same and hears when that is solved, now if it is already."""
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
        is_public=is_duplicate,
        facts={"other": link.other_id, "is_duplicate": is_duplicate},
        now=now,
    )
    if is_duplicate and ticket.topic_id is None:
        ticket.topic_id = link.other.topic_id
    ticket.save()
    publish(TicketsWait.of(ticket.pk), TicketsWait.of(link.other_id))
    if is_duplicate and link.other.status == Status.SOLVED:
        solved = link.other.entries.filter(status=Status.SOLVED, is_public=True).order_by("pk").first()
        if solved is not None:
            publish(TicketSettled(ticket=link.other_id, entry=solved.pk, with_words=False))
    return link


def tell_duplicates(*, entry_id: int, with_words: bool, now: datetime | None = None) -> int:
    """Does to all open tickets that say the same what was done to one of them, and tells their reporters. Each gets it
    once, however often this is called. Returns how many."""
    now = now or timezone.now()
    entry = TicketEntry.objects.get(pk=entry_id)
    return sum(_follow(ticket_id, entry, with_words, now=now) for ticket_id in duplicates_of(entry.ticket_id))


def with_duplicates(ticket_ids: Collection[int]) -> set[int]:
    """Those of these of which people confirmed that another one says the same."""
    return set(DuplicateLink.objects.filter(confirmed=True, other__in=ticket_ids).values_list("other_id", flat=True))


def duplicates_of(ticket_id: int) -> list[int]:
    """The tickets of which people confirmed that they say the same as this one, also by way of each other."""
    known, newest = {ticket_id}, {ticket_id}
    while newest and len(known) <= MOST_TOLD:
        links = DuplicateLink.objects.filter(confirmed=True, other__in=newest)
        newest = set(links.values_list("ticket_id", flat=True)) - known
        known |= newest
    return sorted(known - {ticket_id})


@transaction.atomic
def _follow(ticket_id: int, entry: TicketEntry, with_words: bool, *, now: datetime) -> bool:
    ticket = lock_ticket(ticket_id)
    if not ticket.is_open or ticket.entries.filter(facts__follows=entry.pk).exists():
        return False
    if ticket.status != entry.status:
        if not may_move(ticket.status, entry.status):
            return False
        move(ticket, entry.status, now=now)
    words = entry.body if with_words else ""
    mark_answered(ticket, promised_for=entry.promised_for if words else None, now=now)
    line = write_entry(
        ticket,
        EntryKind.REPLY if words else EntryKind.STATUS,
        author=entry.author,
        body=words,
        promised_for=entry.promised_for if words else None,
        facts={"follows": entry.pk},
        now=now,
    )
    ticket.save()
    tell_reporter(ticket, line, KIND_OF_STATUS.get(entry.status, TICKET_ANSWERED), now=now)
    return True


def likely_duplicates(tickets: Sequence[Ticket]) -> dict[int, list[tuple[int, float]]]:
    """For each of these new tickets, of the newest open ones of the 90 days before the first of them those that say
    nearly the same, in either language: their numbers and how likely they do, best first. Of the new ones, earlier
    ones count too."""
    if not tickets:
        return {}
    mine = meaning.meanings([ticket.body for ticket in tickets])
    # Stored before the others are read: of two at once, the later one to read finds the other.
    TicketVector.objects.bulk_create(
        [
            TicketVector(ticket=ticket, model_version=meaning.version(), values=meaning.as_bytes(one))
            for ticket, one in zip(tickets, mine, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["ticket"],
        update_fields=["model_version", "values"],
    )
    together = _Earlier.than(tickets)
    found = {}
    for ticket, one in zip(tickets, mine, strict=True):
        earlier = together
        places = earlier.places_before(ticket)
        if len(places) < MOST_COMPARED and together.is_cut:  # it lies far behind the newest of these
            earlier = _Earlier.than([ticket])
            places = earlier.places_before(ticket)
        known = known_meanings.of(earlier.numbers[places].tolist())
        nearest = meaning.worth_showing(meaning.best(one, known, earlier.are_chinese[places]))
        found[ticket.pk] = [(int(earlier.numbers[places[each.place]]), each.likeness) for each in nearest]
    return found


@dataclass(frozen=True)
class _Earlier:
    """What new tickets are compared with, newest first: numbers, and whether they are Chinese."""

    numbers: NDArray[np.int64]
    are_chinese: NDArray[np.bool_]
    is_cut: bool

    @classmethod
    def than(cls, tickets: Sequence[Ticket]) -> Self:
        most = MOST_COMPARED + len(tickets)
        others = TicketVector.objects.filter(
            model_version=meaning.version(),
            ticket__in=Ticket.objects.open(),
            ticket__created_at__gt=min(ticket.created_at for ticket in tickets) - LOOK_BACK,
            ticket_id__lt=max(ticket.pk for ticket in tickets),
        ).order_by("-ticket_id")
        newest = others.values_list("ticket_id", "ticket__language")[:most]
        unsorted = {ticket.pk: language_of(ticket.body) for ticket in tickets}
        rows = [(number, meaning.is_chinese(language or unsorted.get(number, ""))) for number, language in newest]
        numbers, are_chinese = zip(*rows, strict=True) if rows else ((), ())
        return cls(
            np.array(numbers, dtype=np.int64),
            np.array(are_chinese, dtype=np.bool_),
            is_cut=len(rows) == most,
        )

    def places_before(self, ticket: Ticket) -> NDArray[np.intp]:
        return np.flatnonzero(self.numbers < ticket.pk)[:MOST_COMPARED]
