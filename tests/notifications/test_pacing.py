"""E-mails that nobody asked for: three a day, one an hour about a conversation, none at night; the rest is one."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from apps.accounts.models import User
from apps.events.models import Slot
from apps.feedback.tickets.kinds import TICKET_ANSWERED
from apps.notifications.channels.outgoing_mail import claim_due_mail
from apps.notifications.channels.tasks import send_mail
from apps.notifications.deciding.kinds import DATA_EXPORT_READY
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import Telling, notify, notify_all
from apps.notifications.models import Notification
from tests.people import CandidateFactory

Tell = Callable[..., bool]


@pytest.fixture
def at():
    """`at(90)` lets 90 minutes pass and sends what is due."""
    start = timezone.now()

    def run(minutes: int) -> datetime:
        now = start + timedelta(minutes=minutes)
        with time_machine.travel(now, tick=False):
            Slot.objects.all().delete()
            send_mail()
        return now

    return run


def test_three_a_day_and_then_all_in_one(ana: User, tell: Tell, at):
    start = at(0)
    for number in range(6):
        tell(ana, f"thing:{number}", url=f"/at/{number}/", now=start + timedelta(hours=number))
        at(60 * number + 11)
    assert [letter.subject for letter in mail.outbox] == ["Saved."] * 3
    at(24 * 60)
    assert len(mail.outbox) == 3
    at(24 * 60 + 12)
    assert mail.outbox[3].subject == "3 things wait for you"


def test_a_conversation_once_an_hour(ana: User, tell: Tell, at):
    start = at(0)
    for number, minutes in enumerate((0, 20, 30)):
        tell(ana, f"thing:{number}", url="/chat/7/", now=start + timedelta(minutes=minutes))
    tell(ana, "elsewhere", url="/chat/8/", now=start + timedelta(minutes=20))
    at(11)
    at(45)
    assert len(mail.outbox) == 2, "about the other conversation"
    at(72)
    assert mail.outbox[2].subject == "2 things wait for you"


def test_what_one_waits_for_doesnt_count(ana: User, tell: Tell, at):
    start = at(0)
    for number in range(3):
        tell(ana, f"thing:{number}", url=f"/at/{number}/", now=start + timedelta(minutes=number))
        at(number + 11)
    notify(person=ana, kind=DATA_EXPORT_READY, cause="export", facts={}, url="/settings/data/", now=start)
    notify(person=ana, kind=TICKET_ANSWERED, cause="ticket", facts={"title": "Send"}, url="/feedback/1/", now=start)
    at(30)
    assert mail.outbox[3].subject == "2 things wait for you"
    assert len(mail.outbox) == 4


def test_nothing_at_night_but_what_was_asked_for(ana: User, tell: Tell, at):
    ana.quiet_from, ana.quiet_until = time(0), time(23, 59)
    ana.save()
    start = at(0)
    tell(ana, "thing", now=start)
    notify(person=ana, kind=DATA_EXPORT_READY, cause="export", facts={}, url="/settings/data/", now=start)
    at(15)
    assert [letter.subject for letter in mail.outbox] == ["Your data is ready"]


def test_telling_a_hundred_takes_as_many_queries_as_telling_one(kind: Kind, db, django_assert_max_num_queries):
    people = CandidateFactory.create_batch(100)
    tellings = [Telling(person, "news", {"name": "Ben"}, "/jobs/") for person in people]
    with django_assert_max_num_queries(12):
        assert len(notify_all(kind=kind, tellings=tellings)) == 100
    assert notify_all(kind=kind, tellings=tellings) == [], "once for a cause"
    assert Notification.objects.count() == 200
    User.objects.update(quiet_from=time(0), quiet_until=time(0))
    tomorrow = timezone.now() + timedelta(days=1)
    with django_assert_max_num_queries(14):
        next(claim_due_mail(now=tomorrow))
