"""The numbers of feedback, against what was counted by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.feedback.tickets import metrics
from apps.feedback.tickets.services import confirm_fixed
from apps.feedback.work.services import answer_ticket, move_ticket

NOW = timezone.now()


@pytest.fixture
def a_month(ana, mei, tell):
    """Five tickets: answered after 10 and 30 minutes, solved after 2 h and 4 h (one fixed, one not), one untouched."""

    def received(days: float):
        return tell(ana, now=NOW - timedelta(days=days))

    quick, slow = received(0.5), received(2)
    answer_ticket(ticket_id=quick.pk, operator=mei, body="Yes.", now=quick.created_at + timedelta(minutes=10))
    answer_ticket(
        ticket_id=slow.pk, operator=mei, body="Yes.", to="in_progress", now=slow.created_at + timedelta(minutes=30)
    )
    for days, hours, is_fixed in ((5, 2, True), (8, 4, False)):
        ticket = received(days)
        move_ticket(ticket_id=ticket.pk, operator=mei, to="solved", now=ticket.created_at + timedelta(hours=hours))
        confirm_fixed(
            reporter=ana, ticket_id=ticket.pk, is_fixed=is_fixed, now=ticket.created_at + timedelta(hours=hours + 1)
        )
    received(40)


def test_open_tickets_by_age(a_month):
    # The one answered waits for Ana; in progress (2 days), open again (8 days) and untouched (40 days) wait for us.
    assert metrics.open_tickets_by_age(now=NOW) == {
        "under_1_day": 0,
        "1_to_3_days": 1,
        "3_to_7_days": 0,
        "7_to_30_days": 1,
        "over_30_days": 1,
    }


def test_first_response_time(a_month):
    # 10, 30, 120 and 240 minutes in the last 30 days; what triage does is no answer.
    assert metrics.median_first_response_minutes(since=NOW - timedelta(days=30), until=NOW) == pytest.approx(75)


def test_resolution_time_counts_what_is_still_solved(a_month):
    assert metrics.median_resolution_minutes(since=NOW - timedelta(days=30), until=NOW) == pytest.approx(120)


def test_fixed_for_me(a_month):
    window = {"since": NOW - timedelta(days=30), "until": NOW}
    assert metrics.fixed_for_me(**window) == (1, 2)
    assert metrics.fixed_for_me_share(**window) == 0.5
    assert metrics.tickets_received(**window) == 4


def test_nothing_measured_is_none_and_not_zero(db):
    window = {"since": NOW - timedelta(days=1), "until": NOW}
    assert metrics.median_first_response_minutes(**window) is None
    assert metrics.median_resolution_minutes(**window) is None
    assert metrics.fixed_for_me_share(**window) is None
