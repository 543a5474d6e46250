"""Telling us: what is kept, what is refused, and that nothing is lost or sent twice."""

from uuid import uuid4

import pytest
from django.utils import timezone

from apps.events.models import OutboxEvent
from apps.feedback.models import Clock, Ticket
from apps.feedback.releases import handlers as releases
from apps.feedback.tickets.errors import TicketSentBefore, TooManyTickets, UnusableTicketText
from apps.feedback.tickets.events import OpenedTicket, TicketsOpened, TicketsWait
from apps.feedback.tickets.services import open_ticket
from apps.feedback.triage.tasks import triage_tickets


def test_a_ticket_is_kept_word_for_word(ana, tell):
    text = "两行\nwith 👩🏽‍💻 and <b>tags</b> &amp; “quotes”"
    assert Ticket.objects.get(pk=tell(ana, text).pk).body == text


def test_it_begins_as_received_and_is_announced_once(ana, tell):
    ticket = tell(ana)
    assert ticket.status == "new"
    assert [entry.kind for entry in ticket.entries.all()] == ["opened"]
    event = OutboxEvent.objects.get(kind="feedback.ticket_opened")
    assert event.payload == {"items": [{"ticket": ticket.pk, "reporter": ana.pk}]}


def test_what_waits_in_the_outbox_from_before_batches_is_still_heard(ana):
    opened = TicketsOpened.load({"ticket": 7, "reporter": ana.pk})
    assert (opened.items, opened.subject) == ((OpenedTicket(7, ana.pk),), "ticket:7")
    assert TicketsWait.load({"ticket": 7}) == TicketsWait.of(7)


def test_reports_that_wait_together_are_heard_as_one(ana, tell, drain, monkeypatch, django_capture_on_commit_callbacks):
    woken, heard = [], []
    monkeypatch.setattr(triage_tickets, "apply_async", lambda arguments, **_options: woken.append(*arguments))
    attached = releases.attach_release
    monkeypatch.setattr(
        releases, "attach_release", lambda *, tickets: heard.append(tickets) or attached(tickets=tickets)
    )
    tickets = [tell(ana, f"The list of {what} is empty.").pk for what in ("jobs", "people", "talks")]
    with django_capture_on_commit_callbacks(execute=True):
        drain()
    assert list(map(sorted, woken)) == [tickets]
    assert list(map(sorted, heard)) == [tickets]
    triage_tickets(*woken)
    drain()
    assert Ticket.objects.filter(turn_at=None).count() == 0
    assert Clock.objects.filter(ticket__in=tickets, kind=Clock.Kind.FIRST).count() == len(tickets)


def test_it_knows_the_page_without_its_query(ana, tell):
    assert tell(ana, page="/jobs/?q=my+secret").page == "/jobs/"


def test_it_attaches_the_conversation_and_message_that_the_reporter_sees(ana, tell, conversation):
    message = conversation.messages.get()
    ticket = tell(ana, conversation_id=conversation.pk, message_id=message.pk)
    assert (ticket.channel, ticket.conversation, ticket.message) == ("conversation", conversation, message)


def test_an_outsider_cannot_attach_somebody_elses_conversation(olga, tell, conversation):
    ticket = tell(olga, conversation_id=conversation.pk, message_id=conversation.messages.get().pk)
    assert (ticket.conversation, ticket.message) == (None, None)


def test_a_message_of_another_conversation_is_left_out(ana, tell, conversation):
    ticket = tell(ana, conversation_id=conversation.pk, message_id=conversation.messages.get().pk + 1)
    assert ticket.conversation == conversation
    assert ticket.message is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x" * 8001, "8,001"),
        ("😀" * 10_000, "10,000"),
        ("a null \x00 byte", "can't be stored"),
        ("a lone \ud83d surrogate", "can't be stored"),
        (" \n\t ", "few words"),
    ],
)
def test_unusable_text_is_refused_with_a_reason(ana, tell, text, says):
    with pytest.raises(UnusableTicketText, match=says):
        tell(ana, text)
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("text", ["x" * 8000, "😀" * 8000, "。", "👨‍👩‍👧‍👦"])
def test_the_longest_and_the_shortest_text_fit(ana, tell, text):
    assert Ticket.objects.get(pk=tell(ana, text).pk).body == text


def test_the_same_form_sent_twice_is_one_ticket(ana):
    client_id = uuid4()
    first, second = (open_ticket(reporter=ana, body="The list is empty.", client_id=client_id) for _time in range(2))
    assert first == second
    assert Ticket.objects.count() == 1


def test_the_same_form_with_another_text_is_refused(ana):
    client_id = uuid4()
    first = open_ticket(reporter=ana, body="The list is empty.", client_id=client_id)
    with pytest.raises(TicketSentBefore) as refusal:
        open_ticket(reporter=ana, body="The list is full.", client_id=client_id)
    assert refusal.value.data == {"ticket": first.pk}


def test_two_people_may_use_the_same_id(ana, olga):
    client_id = uuid4()
    for person in (ana, olga):
        open_ticket(reporter=person, body="The list is empty.", client_id=client_id)
    assert Ticket.objects.count() == 2


def test_one_person_cannot_flood_and_the_others_are_not_held_up(ana, olga, tell, settings):
    settings.FEEDBACK_TICKETS_PER_HOUR = 2
    for _time in range(2):
        tell(ana)
    with pytest.raises(TooManyTickets):
        tell(ana)
    tell(olga)
    assert Ticket.objects.filter(reporter=ana).count() == 2


def test_an_hour_later_one_may_tell_again(ana, tell, settings):
    settings.FEEDBACK_TICKETS_PER_HOUR = 1
    tell(ana, now=timezone.now() - timezone.timedelta(minutes=61))
    tell(ana)
