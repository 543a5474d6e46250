"""How long somebody may wait for us: counted in working time, paused, warned of, handed on, kept."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import DatabaseError, transaction

from apps.feedback.models import Clock, ClockEvent, RoutingRule, Team, Ticket, WorkCalendar
from apps.feedback.routing.escalation import watch_clocks
from apps.feedback.routing.services import route_ticket
from apps.feedback.sla.working_time import Schedule, moment_after, worked_between
from apps.feedback.tickets.services import reply_to_ticket
from apps.feedback.topics.duplicates import decide_duplicate
from apps.feedback.topics.models import DuplicateLink
from apps.feedback.work.services import answer_ticket, assign_ticket, move_ticket
from apps.notifications.models import Notification
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")
FRIDAY_EVENING = datetime(2026, 11, 27, 17, 50, tzinfo=SHANGHAI)
SPLIT_DAY = "9:00–12:00, 13:00–18:00"


@pytest.fixture
def weekdays(db):
    days = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), SPLIT_DAY)
    return WorkCalendar.objects.create(name_en="Weekdays", name_zh="工作日", zone="Asia/Shanghai", country="CN", **days)


@pytest.fixture
def tiers(db, mei):
    """Two teams of one each, and a rule: answered within four working hours, solved within nine."""
    first = Team.objects.create(name_en="First", name_zh="一线", tier=1)
    second = Team.objects.create(name_en="Second", name_zh="二线", tier=2)
    first.members.add(mei)
    second.members.add(OperatorFactory(name="Irene", email="irene@rapport.example", is_superuser=True))
    return first, second


@pytest.fixture
def rule(weekdays, tiers):
    RoutingRule.objects.all().delete()
    return RoutingRule.objects.create(place=1, answer_hours=4, solve_hours=9, calendar=weekdays, team=tiers[0])


@pytest.fixture
def ticket(ana, tell, rule):
    """It came on Friday at 17:50."""
    return route_ticket(ticket_id=tell(ana, "The search finds nothing at all.", now=FRIDAY_EVENING).pk)


def clock_of(ticket: Ticket, kind: str = "first") -> Clock:
    return Clock.objects.get(ticket=ticket, kind=kind, ended_at=None)


def monday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 30, hour, minute, tzinfo=SHANGHAI)


def test_a_weekend_and_a_lunch_count_neither_for_the_due_time_nor_for_the_warning(ticket):
    clock = clock_of(ticket)
    assert (clock.due_at, clock.warn_at) == (monday(13, 50), monday(13, 2))
    assert clock_of(ticket, "solution").due_at == datetime(2026, 12, 1, 9, 50, tzinfo=SHANGHAI)
    assert ticket.due_at == clock.due_at
    assert watch_clocks(now=FRIDAY_EVENING + timedelta(hours=40)) == 0


def test_holidays_closed_days_and_days_made_up_are_obeyed(weekdays):
    before = datetime(2026, 9, 30, 17, 0, tzinfo=SHANGHAI)
    # 1 to 7 October are the national holiday of 2026.
    assert moment_after(before, timedelta(hours=2), weekdays.schedule) == datetime(2026, 10, 8, 10, tzinfo=SHANGHAI)
    weekdays.closed_days.create(day=date(2026, 10, 8))
    again = WorkCalendar.objects.get(pk=weekdays.pk)
    assert moment_after(before, timedelta(hours=2), again.schedule) == datetime(2026, 10, 9, 10, tzinfo=SHANGHAI)


def test_a_night_in_which_the_clocks_change_is_as_long_as_it_is():
    whole_day = [(time(0), time(0))]
    schedule = Schedule(week={5: whole_day, 6: whole_day}, zone=ZoneInfo("Europe/Berlin"))
    saturday = datetime(2027, 3, 27, 0, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    end = saturday.replace(day=29)
    assert worked_between(saturday, end, schedule) == timedelta(hours=47)
    assert moment_after(saturday, timedelta(hours=26), schedule) == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_while_we_wait_for_the_reporter_the_clock_stands_and_standing_twice_changes_nothing(ana, mei, ticket):
    # An hour and ten minutes are over; the solution has 7:50 left.
    answer_ticket(ticket_id=ticket.pk, operator=mei, body="In which browser?", now=monday(10))
    answer_ticket(ticket_id=ticket.pk, operator=mei, body="And on which page?", now=monday(11))
    ticket.refresh_from_db()
    assert (ticket.due_at, ticket.answered_in_time) == (None, True)
    assert watch_clocks(now=monday(10) + timedelta(days=30)) == 0

    reply_to_ticket(reporter=ana, ticket_id=ticket.pk, body="Firefox, on jobs.", now=monday(16))
    route_ticket(ticket_id=ticket.pk)
    assert clock_of(ticket, "solution").due_at == datetime(2026, 12, 1, 15, 50, tzinfo=SHANGHAI)
    assert clock_of(ticket, "next").due_at == datetime(2026, 12, 1, 11, 0, tzinfo=SHANGHAI)
    spans = clock_of(ticket, "solution").events.values_list("kind", flat=True)
    assert list(spans) == ["started", "paused", "resumed"]


def test_what_was_kept_is_frozen_even_for_the_database(mei, ticket):
    move_ticket(ticket_id=ticket.pk, operator=mei, to="solved", now=monday(10))
    clock = Clock.objects.get(ticket=ticket, kind="first")
    assert (clock.is_met, clock.due_at) == (True, monday(13, 50))
    for refused in ({"due_at": monday(18)}, {"is_met": False}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Clock.objects.filter(pk=clock.pk).update(**refused)


def test_who_works_on_it_is_warned_once_and_what_is_late_goes_to_the_next_tier_once(mei, ticket, tiers):
    irene = tiers[1].members.get()
    assign_ticket(ticket_id=ticket.pk, operator=mei, to=mei)
    for _twice in range(2):
        watch_clocks(now=monday(13, 5))
    assert list(told("ticket_due_soon")) == [mei.pk]

    for _twice in range(2):
        watch_clocks(now=monday(13, 51))
    ticket.refresh_from_db()
    assert (ticket.team, ticket.assigned_to, ticket.needs_person) == (tiers[1], irene, True)
    assert list(told("ticket_overdue")) == [irene.pk]
    assert ticket.entries.filter(kind="assigned", facts__late="first").count() == 1
    # Answered after all, it stays too late, and the first team's.
    answer_ticket(ticket_id=ticket.pk, operator=irene, body="Sorry, here it is.", now=monday(14))
    clock = Clock.objects.get(ticket=ticket, kind="first")
    assert (clock.is_met, clock.decided_at, clock.team) == (False, monday(13, 50), tiers[0])
    assert ClockEvent.objects.filter(clock=clock, kind="late").count() == 1


def test_where_no_team_stands_above_its_worker_keeps_it_and_is_told(mei, ticket, tiers):
    tiers[1].delete()
    assign_ticket(ticket_id=ticket.pk, operator=mei, to=mei)
    watch_clocks(now=monday(13, 5))
    watch_clocks(now=monday(13, 51))
    ticket.refresh_from_db()
    assert (ticket.assigned_to, list(told("ticket_due_soon")), list(told("ticket_overdue"))) == (
        mei,
        [mei.pk],
        [mei.pk],
    )


def test_a_clock_that_nobody_watched_is_late_all_the_same(mei, ticket):
    answer_ticket(ticket_id=ticket.pk, operator=mei, body="Sorry.", now=monday(17))
    ticket.refresh_from_db()
    assert ticket.answered_in_time is False


def test_a_merged_ticket_is_answered_with_the_other_and_late_no_more(ben, mei, tell, ticket, drain):
    other = route_ticket(ticket_id=tell(ben, "Searching for jobs finds nothing.", now=FRIDAY_EVENING).pk)
    link = DuplicateLink.objects.create(ticket=other, other=ticket, score=0.9)
    decide_duplicate(link_id=link.pk, operator=mei, is_duplicate=True)
    move_ticket(ticket_id=ticket.pk, operator=mei, to="solved", now=monday(10))
    drain()
    assert not Clock.objects.filter(ticket=other, ended_at=None).exists()
    assert watch_clocks(now=monday(10) + timedelta(days=9)) == 0


def test_the_console_shows_what_was_kept_with_its_interval_and_what_a_rule_would_do(mei, ana, ticket, rule, sign_in):
    move_ticket(ticket_id=ticket.pk, operator=mei, to="solved", now=monday(10))
    with time_machine.travel(monday(12), tick=False):
        client = sign_in(mei)
        page = client.get("/admin/feedback/clock/").content.decode()
        assert "100% (21–100%), 1 of 1" in page
        assert "30 Nov 2026" in page
        shown = client.get(f"/admin/feedback/routingrule/{rule.pk}/change/").content.decode()
        assert "Arrives Fri 4 Dec 17:50: we are warned Mon 7 Dec 13:02, the answer is due Mon 7 Dec 13:50." in shown
        assert sign_in(ana).get("/admin/feedback/clock/").status_code == 302


def test_programs_of_operators_read_what_was_kept_and_nobody_elses(mei, ana, ben, tiers, ticket, sign_in):
    move_ticket(ticket_id=ticket.pk, operator=mei, to="solved", now=monday(10))
    with time_machine.travel(monday(12), tick=False):
        told = sign_in(mei).get("/api/v1/attainment/?weeks=1").json()
        kept = {"part": 1, "whole": 1, "low": pytest.approx(0.2065, abs=1e-3), "high": 1.0}
        assert told["weeks"] == [{"first_day": "2026-11-30", "first": kept, "next": None, "solution": kept}]
        assert [(row["severity"], row["first"]) for row in told["severities"]] == [("", kept)]
        assert [(row["team"], row["name"]) for row in told["teams"]] == [(tiers[0].pk, "First")]
        assert sign_in(mei).get("/api/v1/attainment/?weeks=0").status_code == 400
        for outsider in (ana, ben):
            assert sign_in(outsider).get("/api/v1/attainment/").status_code == 403


def test_hours_that_make_no_sense_are_refused_in_words(mei, sign_in):
    days = {"closed_days-TOTAL_FORMS": 0, "closed_days-INITIAL_FORMS": 0}
    given = {"name_en": "Night", "name_zh": "夜班", "zone": "Mars/Base", "monday": "18:00–9:00"} | days
    page = sign_in(mei).post("/admin/feedback/workcalendar/add/", given).content.decode()
    assert "Write a zone as in" in page
    assert "Each stretch must end after it begins." in page


def told(kind: str):
    return Notification.objects.filter(kind=kind, channel="in_app").values_list("person", flat=True)
