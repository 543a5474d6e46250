"""The figures kept by event are those that a recount gives, whatever happened, in whichever order it was heard of."""

import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.messages.services import recall_message
from apps.chat.metrics.recount import recount
from apps.chat.metrics.selectors import Day, figures_between, replies, replies_by_day
from apps.chat.metrics.services import count_missing, count_openings
from apps.chat.models import Conversation, CountedOpening, Message, OpeningSlot
from apps.chat.sending.services import send_message
from apps.events.models import OutboxEvent
from tests.matching.factories import JobFactory
from tests.people import CandidateFactory

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 3, 2, 8, 7, 30, tzinfo=UTC)


def say(person: User, conversation: Conversation, body: str) -> Message:
    sent = send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=uuid4())
    return Message.objects.get(pk=sent.id)


def live(ben: User, drain, chance: random.Random, *, openings: int) -> datetime:
    """People greet, answer, ask on and take back for some days; what is heard of late is heard of twice."""
    said: list[Message] = []
    with time_machine.travel(BEGIN, tick=False) as clock:
        for number in range(openings):
            candidate = CandidateFactory(name=f"Candidate {number}")
            job = JobFactory(company=ben.company, posted_by=ben)
            talk = greet(sender=candidate, job=job, candidate=candidate, body=f"Hello {uuid4()}", client_id=uuid4())
            for _turn in range(chance.randrange(6)):
                clock.shift(timedelta(minutes=chance.choice([0, 1, 30, 500])))
                said.append(say(chance.choice([ben, candidate]), talk, f"What about {uuid4()}?"))
                if chance.random() < 0.3:
                    recall_message(by=said[-1].sender, message_id=said[-1].pk)
                if chance.random() < 0.5:
                    drain()
            clock.shift(timedelta(minutes=chance.choice([1, 7, 90, 700])))
        drain()
        again = chance.sample(list(OutboxEvent.objects.values_list("pk", flat=True)), 9)
        OutboxEvent.objects.filter(pk__in=again).update(handled_at=None)
        drain()
        return timezone.now()


@pytest.mark.parametrize("seed", range(4))
def test_the_kept_figures_are_what_a_recount_gives(ben: User, drain, seed: int):
    chance = random.Random(seed)
    end = live(ben, drain, chance, openings=12)
    span = (end - BEGIN).total_seconds()
    for _window in range(20):
        since, until = sorted(BEGIN + timedelta(seconds=chance.uniform(-3600, span + 3600)) for _edge in "ab")
        now = until + timedelta(seconds=chance.choice([0, 3600, 86_400]))
        window = {"since": since, "until": until, "now": now}
        assert figures_between(**window) == recount(**window)
    assert figures_between(since=BEGIN, until=end, now=end).opened == 12


@pytest.mark.parametrize("name", ["Asia/Shanghai", "Asia/Kathmandu", "America/St_Johns"])
def test_days_are_those_of_the_readers_zone(ben: User, drain, name: str):
    zone = ZoneInfo(name)
    end = live(ben, drain, random.Random(name), openings=8)
    since = datetime.combine(BEGIN.astimezone(zone).date(), datetime.min.time(), zone)
    expected: dict[object, int] = {}
    for opened_at in Conversation.objects.values_list("opened_at", flat=True):
        day = opened_at.astimezone(zone).date()
        expected[day] = expected.get(day, 0) + 1
    days = replies_by_day(since=since, until=end + timedelta(seconds=1), now=end, zone=zone)
    assert {day: figures.opened for day, figures in days.items()} == expected
    assert all(isinstance(figures, Day) for figures in days.values())


def test_an_opening_taken_back_isnt_counted(ana: User, ben: User, drain, conversation: Conversation):
    drain()
    assert OpeningSlot.objects.get().opened == 1
    recall_message(by=ana, message_id=Message.objects.get().pk)
    drain()
    assert OpeningSlot.objects.get().opened == 0
    say(ben, conversation, "Did you want to ask something?")
    drain()
    assert sum(OpeningSlot.objects.values_list("opened", flat=True)) == 1


def test_what_nobody_told_of_is_counted_once(ben: User, drain, conversation: Conversation):
    OutboxEvent.objects.all().delete()
    assert count_missing(limit=10) == 1
    assert count_missing(limit=10) == 0
    count_openings([conversation.pk, conversation.pk])
    drain()
    assert (OpeningSlot.objects.get().opened, CountedOpening.objects.count()) == (1, 1)


def test_the_cost_doesnt_grow_with_what_was_said(ben: User, drain):
    """Of conversations and messages only minutes are read: the window's ends, and where the time to answer ends."""

    def cost() -> tuple[int, set[bool]]:
        with CaptureQueriesContext(connection) as queries:
            replies(since=end - timedelta(days=7), until=end, now=end)
        return len(queries), {"chat_message" in query["sql"] for query in queries}

    end = live(ben, drain, random.Random(1), openings=4)
    before = cost()
    end = live(ben, drain, random.Random(2), openings=16)
    assert cost() == before == (before[0], {False})
    assert before[0] <= 4
