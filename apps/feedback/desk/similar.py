"""Solved tickets that say nearly the same, in either language, with the answer that was given."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from apps.feedback.tickets.lifecycle import Status
from apps.feedback.tickets.models import EntryKind, Ticket, TicketEntry
from apps.feedback.topics import meaning
from apps.feedback.topics.known import known_meanings
from apps.feedback.topics.models import TicketVector

MOST_COMPARED = 1_000
"""So many of the newest solved tickets are compared: some 2 MB, however many there are."""


@dataclass(frozen=True)
class Solved:
    ticket: Ticket
    likeness: float
    answer: TicketEntry


def similar_solved(ticket: Ticket) -> list[Solved]:
    """Up to three with an answer by a person, best first."""
    version = meaning.version()
    own = TicketVector.objects.filter(ticket=ticket, model_version=version).values_list("values", flat=True).first()
    if own is None:
        return []
    last_answer = TicketEntry.objects.filter(ticket=OuterRef("ticket"), kind=EntryKind.REPLY).exclude(body="")
    others = list(
        TicketVector.objects.filter(model_version=version, ticket__status__in=[Status.SOLVED, Status.ANSWERED])
        .exclude(ticket=ticket)
        .annotate(answer=Subquery(last_answer.order_by("-pk").values("pk")[:1]))
        .filter(answer__isnull=False)
        .order_by("-ticket_id")
        .values_list("ticket_id", "ticket__language", "answer")[:MOST_COMPARED]
    )
    known = known_meanings.of([other for other, _language, _answer in others])
    chinese = [meaning.is_chinese(language) for _id, language, _answer in others]
    nearest = meaning.worth_showing(meaning.best(meaning.from_bytes([bytes(own)])[0], known, chinese))
    found = [(others[one.place], one.likeness) for one in nearest]
    tickets = Ticket.objects.in_bulk([other for (other, _language, _answer), _likeness in found])
    answers = TicketEntry.objects.select_related("author").in_bulk([answer for (*_other, answer), _likeness in found])
    return [
        Solved(tickets[other], likeness, answers[answer])
        for (other, _language, answer), likeness in found
        if other in tickets and answer in answers
    ]
