"""E-mails about what was missed: each message once, not often, not at night, with what it is about."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail as outbox
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.messages.services import recall_message
from apps.chat.missed.models import MissedDigest
from apps.chat.missed.services import send_missed
from apps.chat.models import Conversation, Message
from apps.chat.reading.services import mark_read
from apps.chat.sending.services import send_message
from apps.notifications.channels.mail import compose
from apps.notifications.models import Channel, DueItem, Notification
from apps.notifications.reminders.running import run_due
from apps.notifications.reminders.services import plan
from apps.realtime.models import Presence
from tests.matching.factories import JobFactory
from tests.people import CandidateFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 4, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(ana: User, ben: User):
    """Ten in the morning, for everybody."""
    User.objects.update(time_zone="UTC")
    ben.time_zone = ana.time_zone = "UTC"
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def wait(clock, drain):
    """`wait(minutes=6)` lets time pass and the periodic work be done each minute; how many e-mails it brought."""

    def run(**by: float) -> int:
        sent = 0
        end = timezone.now() + timedelta(**by)
        while timezone.now() < end:
            drain()
            clock.shift(timedelta(minutes=5))
            sent += send_missed(now=timezone.now())
        return sent

    return run


def say(person: User, conversation: Conversation, body: str) -> Message:
    sent = send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=uuid4())
    return Message.objects.get(pk=sent.id)


def letters(person: User) -> list[Notification]:
    return list(Notification.objects.filter(person=person, kind="messages_missed").order_by("pk"))


def test_what_was_missed_is_one_mail_with_job_and_first_words(ana: User, ben: User, conversation: Conversation, wait):
    say(ana, conversation, "Is it remote?")
    assert wait(minutes=10) == 1
    letter = compose(ben, letters(ben))
    assert letter.subject == "2 new messages on Rapport"
    assert "Ana · Backend engineer: “Hello Ben, is the role still open?” (+1)" in letter.body


def test_words_taken_back_arent_in_the_letter(ana: User, ben: User, conversation: Conversation, wait):
    wait(minutes=10)
    Message.objects.update(created_at=timezone.now())
    recall_message(by=ana, message_id=Message.objects.get().pk)
    assert "is the role still open" not in compose(ben, letters(ben)).body


def test_each_message_is_told_of_once_and_a_conversation_once_an_hour(
    ana: User, ben: User, conversation: Conversation, wait
):
    assert wait(minutes=10) == 1
    for number in range(6):
        say(ana, conversation, f"Question {number}?")
        assert wait(minutes=5) == 0
    assert wait(minutes=90) == 1
    assert [letter.facts["messages"] for letter in letters(ben)] == [1, 6]
    first, second = letters(ben)
    assert second.due_at - first.due_at >= timedelta(hours=1)
    assert wait(hours=5) == 0


def test_three_a_day_over_all_conversations(ana: User, ben: User, conversation: Conversation, wait):
    assert wait(minutes=10) == 1
    for number in range(4):
        candidate = CandidateFactory(name=f"Candidate {number}", time_zone="UTC")
        job = JobFactory(company=ben.company, posted_by=ben)
        greet(sender=candidate, job=job, candidate=candidate, body=f"Hello, I am number {number}", client_id=uuid4())
        wait(hours=1)
    assert len(letters(ben)) == 3
    assert wait(hours=23) == 1
    assert sum(letter.facts["messages"] for letter in letters(ben)) == 5
    assert letters(ben)[3].due_at - letters(ben)[0].due_at >= timedelta(days=1)


def test_nothing_comes_in_the_night(ana: User, ben: User, conversation: Conversation, clock, wait):
    User.objects.filter(pk=ben.pk).update(time_zone="Asia/Shanghai")
    clock.move_to(MORNING.replace(hour=18))
    assert wait(hours=6) == 0
    assert wait(hours=2) == 1
    (letter,) = letters(ben)
    assert letter.due_at.hour == 1, "nine in Shanghai"


def test_who_is_here_gets_no_mail(ana: User, ben: User, conversation: Conversation, clock, drain):
    drain()
    clock.shift(timedelta(minutes=6))
    Presence.objects.update_or_create(user=ben, defaults={"seen_at": timezone.now(), "online_until": timezone.now()})
    assert send_missed(now=timezone.now()) == 0
    clock.shift(timedelta(minutes=6))
    assert send_missed(now=timezone.now()) == 1


def test_what_was_read_isnt_mailed(ben: User, conversation: Conversation, wait):
    mark_read(user=ben, conversation_id=conversation.pk, seq=1)
    assert wait(minutes=10) == 0
    assert not MissedDigest.objects.filter(sent_at__isnull=False).exists()
    assert outbox.outbox == []


@pytest.mark.parametrize("kind", ["unanswered", "promise", "snooze"])
@pytest.mark.parametrize("is_here", [True, False])
def test_reminders_go_by_mail_to_who_is_away(ben: User, conversation: Conversation, drain, kind: str, is_here: bool):
    drain()
    DueItem.objects.all().delete()
    plan(kind=f"chat.{kind}", person=ben, subject=f"conversation:{conversation.pk}", at=timezone.now())
    if is_here:
        Presence.objects.update_or_create(
            user=ben, defaults={"seen_at": timezone.now(), "online_until": timezone.now()}
        )
    for _again in range(2):
        run_due(now=timezone.now())
    told = Notification.objects.filter(person=ben, cause__startswith="due:")
    channels = sorted(told.values_list("channel", flat=True))
    assert channels == [Channel.IN_APP] if is_here else [Channel.EMAIL, Channel.IN_APP]
