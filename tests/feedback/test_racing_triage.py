"""Many workers at once: one effect. On PostgreSQL, where it truly races, and on SQLite's file."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from apps.feedback.models import Classification, Clock, Ticket, TicketEntry, TicketVector
from apps.feedback.routing.services import route_tickets
from apps.feedback.tickets.errors import TooManyTickets
from apps.feedback.tickets.services import open_ticket
from apps.feedback.tickets.timeline import lock_ticket
from apps.feedback.triage import services
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


def in_the_background(work) -> tuple[Thread, list[object]]:
    done: list[object] = []

    def run() -> None:
        try:
            done.append(work())
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread, done


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_batches_whose_tickets_say_the_same_dont_wait_for_each_other(ana, ben, olga, tell, monkeypatch):
    """Each names one of the other's as what it repeats, at the same moment."""
    shipped()
    one, two, three, four = (tell(person, "The list is empty.").pk for person in (ana, ben, olga, ana))
    both = Barrier(2)
    really = services.publish

    def publish(event) -> None:
        really(event)
        both.wait(20)

    monkeypatch.setattr(services, "publish", publish)
    monkeypatch.setattr(
        services,
        "likely_duplicates",
        lambda tickets: {four: [(two, 0.9)]} if tickets[0].pk == one else {three: [(one, 0.9)]},
    )
    batches = [in_the_background(lambda ids=ids: triage_tickets(ticket_ids=ids)) for ids in ([one, four], [two, three])]
    for thread, _done in batches:
        thread.join(60)
    assert [done for _thread, done in batches] == [[2], [2]]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("holds", [lambda ticket: lock_ticket(ticket.pk), lambda ticket: names(ticket)])
def test_who_is_woken_waits_for_who_holds_the_ticket_for_a_moment(ana, tell, holds):
    shipped()
    ticket = tell(ana)
    with transaction.atomic():
        holds(ticket)
        thread, done = in_the_background(lambda: triage_tickets(ticket_ids=[ticket.pk]))
        thread.join(1)
    thread.join(60)
    assert done == [1]


def names(ticket: Ticket) -> None:
    """As any row that belongs to a ticket does when its reference is checked."""
    TicketEntry.objects.create(ticket=ticket, kind="note", is_public=False, created_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


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
