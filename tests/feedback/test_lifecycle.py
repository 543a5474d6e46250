"""What a ticket goes through: the table of transitions, and who hears of what."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import timezone

from apps.errors import InvalidInput, NotFound
from apps.events.models import OutboxEvent
from apps.feedback.models import Ticket, TicketEntry
from apps.feedback.tickets.errors import NothingToConfirm, TooManyReplies
from apps.feedback.tickets.lifecycle import NEXT_STEPS, TRANSITIONS, Status, TransitionRefused, check_move, may_move
from apps.feedback.tickets.services import confirm_fixed, reply_to_ticket
from apps.feedback.tickets.silence import break_silence
from apps.feedback.topics.duplicates import decide_duplicate
from apps.feedback.triage.services import triage_ticket
from apps.feedback.work.services import answer_ticket, assign_ticket, move_ticket
from apps.notifications.deciding.wording import words
from apps.notifications.models import Notification


def told(person) -> list[str]:
    return list(
        Notification.objects.filter(person=person, channel="in_app").order_by("pk").values_list("kind", flat=True)
    )


def kinds_of(ticket) -> list[str]:
    return list(ticket.entries.values_list("kind", flat=True))


@pytest.mark.parametrize(("current", "to"), list(product(Status, Status)))
def test_only_the_tables_transitions_are_possible(current, to):
    if to in TRANSITIONS[current]:
        check_move(current, to)
    else:
        with pytest.raises(TransitionRefused):
            check_move(current, to)


def test_every_status_says_what_happens_next_and_can_be_left():
    assert set(NEXT_STEPS) == set(TRANSITIONS) == set(Status)
    assert all(TRANSITIONS.values())
    assert not any(may_move(status, status) for status in Status)


def test_an_answer_tells_the_reporter_once_and_stops_the_clock(sorted_ticket, ana, mei):
    now = timezone.now()
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Please reload the page.", now=now)
    sorted_ticket.refresh_from_db()
    assert (sorted_ticket.status, sorted_ticket.first_response_at, sorted_ticket.needs_person) == (
        "answered",
        now,
        False,
    )
    assert told(ana) == ["ticket_answered"]
    assert OutboxEvent.objects.filter(kind="feedback.ticket_answered").count() == 1


def test_the_news_is_in_the_reporters_language(sorted_ticket, ana, mei):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="请刷新页面。")
    told_to_ana = Notification.objects.get(person=ana, channel="in_app")
    assert f"#{sorted_ticket.pk}" in words(told_to_ana, language="en")[1]
    assert told_to_ana.url == f"/feedback/{sorted_ticket.pk}/"


def test_a_promise_carries_its_date(sorted_ticket, mei):
    day = date(2031, 5, 14)
    answer_ticket(
        ticket_id=sorted_ticket.pk, operator=mei, body="We could repeat it.", to="in_progress", promised_for=day
    )
    sorted_ticket.refresh_from_db()
    assert (sorted_ticket.status, sorted_ticket.promised_for) == ("in_progress", day)
    assert sorted_ticket.entries.get(kind="reply").promised_for == day


def test_a_second_answer_needs_no_second_transition(sorted_ticket, ana, mei):
    for text in ("Please reload.", "And clear the cache."):
        answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body=text)
    assert told(ana) == ["ticket_answered", "ticket_answered"]


def test_solving_thanks_and_asks(sorted_ticket, ana, mei):
    move_ticket(ticket_id=sorted_ticket.pk, operator=mei, to="in_progress")
    move_ticket(ticket_id=sorted_ticket.pk, operator=mei, to="solved")
    sorted_ticket.refresh_from_db()
    assert sorted_ticket.solved_at
    assert told(ana) == ["ticket_solved"]
    assert kinds_of(sorted_ticket) == ["opened", "triaged", "status", "status"]


@pytest.mark.parametrize("to", ["declined", "answered"])
def test_a_no_and_an_answer_need_words(sorted_ticket, mei, to):
    with pytest.raises(InvalidInput):
        move_ticket(ticket_id=sorted_ticket.pk, operator=mei, to=to)
    assert kinds_of(sorted_ticket) == ["opened", "triaged"]


def test_a_refused_move_leaves_no_trace(sorted_ticket, ana, mei):
    move_ticket(ticket_id=sorted_ticket.pk, operator=mei, to="solved")
    with pytest.raises(TransitionRefused):
        answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Hm.", to="in_progress")
    assert kinds_of(sorted_ticket)[-1] == "status"
    assert told(ana) == ["ticket_solved"]


def test_fixed_for_me_is_counted_and_may_be_said_twice(sorted_ticket, ana, mei):
    move_ticket(ticket_id=sorted_ticket.pk, operator=mei, to="solved")
    for _time in range(2):
        confirm_fixed(reporter=ana, ticket_id=sorted_ticket.pk, is_fixed=True)
    sorted_ticket.refresh_from_db()
    assert (sorted_ticket.status, sorted_ticket.is_fixed_for_reporter) == ("solved", True)
    assert kinds_of(sorted_ticket).count("fixed") == 1


def test_not_fixed_opens_it_again_and_tells_who_works_on_it(sorted_ticket, ana, mei):
    assign_ticket(ticket_id=sorted_ticket.pk, operator=mei, to=mei)
    move_ticket(ticket_id=sorted_ticket.pk, operator=mei, to="solved")
    confirm_fixed(reporter=ana, ticket_id=sorted_ticket.pk, is_fixed=False)
    sorted_ticket.refresh_from_db()
    assert (sorted_ticket.status, sorted_ticket.needs_person, sorted_ticket.solved_at) == ("reopened", True, None)
    assert told(mei) == ["ticket_needs_you"]
    assert told(ana) == ["ticket_solved"]


def test_after_a_second_solution_it_is_asked_again(sorted_ticket, ana, mei):
    move_ticket(ticket_id=sorted_ticket.pk, operator=mei, to="solved")
    confirm_fixed(reporter=ana, ticket_id=sorted_ticket.pk, is_fixed=False)
    move_ticket(ticket_id=sorted_ticket.pk, operator=mei, to="solved")
    assert confirm_fixed(reporter=ana, ticket_id=sorted_ticket.pk, is_fixed=True).is_fixed_for_reporter


def test_an_answer_may_be_called_the_solution(sorted_ticket, ana, mei):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Press Ctrl and Enter.")
    assert confirm_fixed(reporter=ana, ticket_id=sorted_ticket.pk, is_fixed=True).status == "solved"


def test_there_is_nothing_to_confirm_before_an_answer(sorted_ticket, ana):
    with pytest.raises(NothingToConfirm):
        confirm_fixed(reporter=ana, ticket_id=sorted_ticket.pk, is_fixed=True)


def test_a_reply_after_an_answer_opens_it_again(sorted_ticket, ana, mei):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Please reload.")
    reply_to_ticket(reporter=ana, ticket_id=sorted_ticket.pk, body="I did, the button still does nothing.")
    sorted_ticket.refresh_from_db()
    assert (sorted_ticket.status, sorted_ticket.needs_person) == ("reopened", True)


@pytest.mark.parametrize("thanks", ["Thanks!", "谢谢", "ok 👍"])
def test_a_thank_you_opens_nothing(sorted_ticket, ana, mei, thanks):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Please reload.")
    reply_to_ticket(reporter=ana, ticket_id=sorted_ticket.pk, body=thanks)
    sorted_ticket.refresh_from_db()
    assert (sorted_ticket.status, sorted_ticket.needs_person) == ("answered", False)


def test_replies_are_limited(sorted_ticket, ana, settings):
    settings.FEEDBACK_REPLIES_PER_HOUR = 1
    reply_to_ticket(reporter=ana, ticket_id=sorted_ticket.pk, body="And in Firefox too.")
    with pytest.raises(TooManyReplies):
        reply_to_ticket(reporter=ana, ticket_id=sorted_ticket.pk, body="And in Safari.")


def test_an_outsider_can_do_nothing(sorted_ticket, olga):
    for attempt in (
        lambda: reply_to_ticket(reporter=olga, ticket_id=sorted_ticket.pk, body="Hello"),
        lambda: confirm_fixed(reporter=olga, ticket_id=sorted_ticket.pk, is_fixed=True),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert kinds_of(sorted_ticket) == ["opened", "triaged"]


def test_only_operators_take_tickets(sorted_ticket, mei, ben):
    with pytest.raises(InvalidInput):
        assign_ticket(ticket_id=sorted_ticket.pk, operator=mei, to=ben)


def test_who_changed_what_is_kept(sorted_ticket, mei):
    assign_ticket(ticket_id=sorted_ticket.pk, operator=mei, to=mei)
    move_ticket(ticket_id=sorted_ticket.pk, operator=mei, to="in_progress")
    assert list(sorted_ticket.history.order_by("history_id").values_list("status", "assigned_to_id")) == [
        ("new", None),
        ("triaged", None),
        ("triaged", mei.pk),
        ("in_progress", mei.pk),
    ]


def test_no_open_ticket_stays_silent(ana, mei, tell, settings):
    settings.FEEDBACK_SILENT_DAYS = 3
    now = timezone.now()
    old, fresh, answered = (tell(ana, now=now - timedelta(days=days)) for days in (4, 2, 4))
    answer_ticket(ticket_id=answered.pk, operator=mei, body="Please reload.", now=now - timedelta(days=3, hours=12))
    assert break_silence(now=now) == 1
    assert break_silence(now=now) == 0
    old.refresh_from_db()
    assert old.needs_person
    assert kinds_of(old) == ["opened", "still_open"]
    assert kinds_of(fresh) == ["opened"]
    assert told(ana).count("ticket_still_open") == 1
    assert break_silence(now=now + timedelta(days=3, minutes=1)) == 1  # fresh for the first time; old not so soon again
    assert kinds_of(old).count("still_open") == 1


def test_the_same_line_comes_ever_more_rarely_and_never_less_than_monthly(ana, tell, settings):
    settings.FEEDBACK_SILENT_DAYS = 3
    begin = timezone.now()
    ticket = tell(ana, now=begin)
    days = []
    for day in range(1, 125):
        if break_silence(now=begin + timedelta(days=day, minutes=day)):
            days.append(day)
    assert days == [3, 9, 21, 45, 75, 105]
    assert kinds_of(ticket).count("still_open") == 6


def test_confirming_a_duplicate_hands_over_the_topic_and_can_be_taken_back(ana, olga, mei, tell):
    first = tell(ana, "The photo I sent shows as a grey box for the other person.")
    triage_ticket(ticket_id=first.pk)
    second = tell(olga, "The photo I sent shows up as a grey box for the other side.")
    triage_ticket(ticket_id=second.pk)
    link = second.duplicates.get()
    decide_duplicate(link_id=link.pk, operator=mei, is_duplicate=True)
    link = decide_duplicate(link_id=link.pk, operator=mei, is_duplicate=False)
    assert (link.confirmed, link.confirmed_by) == (False, mei)
    assert list(second.entries.filter(kind="duplicate").values_list("facts", "is_public")) == [
        ({"other": first.pk, "is_duplicate": True}, True),
        ({"other": first.pk, "is_duplicate": False}, False),
    ]
    assert Ticket.objects.filter(status="triaged").count() == 2
    assert TicketEntry.objects.filter(ticket=first, kind="duplicate").count() == 0
