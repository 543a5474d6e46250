"""Many workers at once: one effect. On PostgreSQL, where it truly races, and on SQLite's file."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from apps.feedback.models import Classification, Clock, Ticket, TicketEntry, TicketVector
from apps.feedback.routing.services import route_tickets
from apps.feedback.tickets.errors import TooManyTickets
from apps.feedback.tickets.services import open_ticket
from apps.feedback.triage.classifiers import shipped
from apps.feedback.triage.services import triage_ticket, triage_tickets

WORKERS = 8


def at_once(work) -> list:
    def run(number: int):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, range(20)))


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_sort_a_ticket_once(ana, tell):
    shipped()
    ticket = tell(ana)
    done = at_once(lambda number: triage_ticket(ticket_id=ticket.pk))
    assert sum(done) == 1
    assert Classification.objects.filter(ticket=ticket).count() == 6
    assert TicketEntry.objects.filter(ticket=ticket, kind="triaged").count() == 1
    assert TicketVector.objects.filter(ticket=ticket).count() == 1


@pytest.mark.django_db(transaction=True)
def test_workers_whose_tickets_overlap_sort_and_route_each_once(ana, ben, tell):
    shipped()
    tickets = [tell(person, f"The list of {what} is empty.").pk for what in ("jobs", "talks") for person in (ana, ben)]
    shares = [tickets[:3], tickets[1:], tickets[::-1], tickets[2:]]
    done = at_once(lambda number: triage_tickets(ticket_ids=shares[number % 4]))
    assert sum(done) == len(tickets)
    assert Classification.objects.filter(ticket__in=tickets).count() == 6 * len(tickets)
    at_once(lambda number: len(route_tickets(ticket_ids=shares[number % 4])))
    assert Clock.objects.filter(ticket__in=tickets, kind=Clock.Kind.FIRST).count() == len(tickets)


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twenty_times_at_once_is_one_ticket(ana):
    client_id = uuid4()
    made = at_once(lambda number: open_ticket(reporter=ana, body="The list is empty.", client_id=client_id).pk)
    assert len(set(made)) == 1
    assert Ticket.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_hourly_limit_holds_when_all_come_at_once(ana, settings):
    settings.FEEDBACK_TICKETS_PER_HOUR = 5

    def send(number: int) -> bool:
        try:
            open_ticket(reporter=ana, body="The list is empty.", client_id=uuid4())
        except TooManyTickets:
            return False
        return True

    assert sum(at_once(send)) == 5
    assert Ticket.objects.count() == 5
