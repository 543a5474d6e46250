"""The console's numbers, against a fortnight that was counted by hand.

It goes through the real write path, so that the handlers decide what an answer is and what earns points.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from apps.accounts.models import User
from apps.chat.conversations.services import open_conversation
from apps.chat.messages.outgoing import OutgoingMessage
from apps.chat.metrics import selectors as chat
from apps.chat.models import Conversation, Participant
from apps.chat.participants.services import add_participant
from apps.chat.sending.batch import store_messages
from apps.feedback.console import tickets_tile
from apps.feedback.tickets.services import open_ticket
from apps.feedback.work.services import answer_ticket
from apps.gamification.awards.corrections import reverse_award
from apps.gamification.awards.services import settle_held
from apps.gamification.models import Award, Hold
from apps.insights.console import charts
from tests.matching.factories import JobFactory
from tests.people import CandidateFactory, OperatorFactory, RecruiterFactory

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
WEEK = {"since": NOW - timedelta(days=7), "until": NOW}
WEEK_BEFORE = {"since": NOW - timedelta(days=14), "until": NOW - timedelta(days=7)}

HELLO = "Hello, is the role still open, and could part of it be done from Leipzig?"
YES = "Yes, it is open. When could you start, and which city do you live in now?"
STILL_OPEN = "It is still open, and we hope to fill the place before Easter. When could you begin?"
MY_OWN = "Easter is fine: from the first of April I could begin, and stay in Leipzig for two days a week."
EARNEST = "I could start on the 20th of March, and I live in Leipzig."
SALARY = "The salary is between 60 and 70 thousand euros; what do you earn now?"
TEMPLATE = "We read your résumé with great interest: would you like to hear more about our storage team in Hamburg?"
TELL_ME = "Yes, gladly. Which databases does the storage team work with?"

BEN, BEA, THEM = "ben", "bea", "candidate"
DAY, HOUR = 24 * 60, 60

# name → (minutes before NOW at which it was opened, [(minutes after that, who, what, origin)])
FORTNIGHT = {
    # In time after 20 minutes; two turns each; 10 points settle for Ben.
    "quick": (
        6 * DAY,
        [
            (0, THEM, HELLO, "typed"),
            (20, BEN, STILL_OPEN, "typed"),
            (60, THEM, MY_OWN, "typed"),
            (90, BEN, SALARY, "typed"),
        ],
    ),
    # The machine's word and the promise are no answers, the one after 600 minutes is; "ok" settles nothing: 10 pending.
    "promised": (
        6 * DAY - 30,
        [
            (0, THEM, HELLO, "typed"),
            (1, BEN, "Back on Monday, thank you for your patience.", "auto"),
            (10, BEN, "Seen, I'll answer tonight.", "promise"),
            (600, BEN, YES, "typed"),
            (660, THEM, "ok", "typed"),
        ],
    ),
    # Declined in bulk: asked, never answered.
    "declined": (5 * DAY, [(0, THEM, HELLO, "typed"), (60, BEN, "We chose somebody else.", "bulk_decline")]),
    # Late, after 1800 minutes: no points, but a wait that the median counts.
    "late": (
        5 * DAY - 30,
        [(0, THEM, HELLO, "typed"), (1800, BEN, YES, "typed"), (1860, THEM, EARNEST, "typed")],
    ),
    "unanswered": (4 * DAY, [(0, THEM, HELLO, "typed")]),
    # Ben opened; answered after 300 minutes. What he then copies settles nothing (5 pending), yet both have two turns.
    "copied": (
        4 * DAY - 30,
        [
            (0, BEN, TEMPLATE, "typed"),
            (300, THEM, TELL_ME, "typed"),
            (360, BEN, TEMPLATE, "typed"),
            (400, THEM, "You wrote that before; which databases are they?", "typed"),
        ],
    ),
    # Answered after 60 minutes, 5 points settle for the candidate and are taken back; one turn only on their side.
    "taken_back": (
        4 * DAY - 60,
        [
            (0, BEN, TEMPLATE, "typed"),
            (60, THEM, TELL_ME, "typed"),
            (90, BEN, "PostgreSQL and SQLite are the databases of that team.", "typed"),
        ],
    ),
    # Two turns each although two people write for the company: 80 minutes, 5 points settle for the candidate.
    "colleague": (
        3 * DAY,
        [
            (0, BEN, "Dear colleague from Jena, would you like to lead our network group?", "typed"),
            (80, THEM, "That sounds good. How many people are in the network group?", "typed"),
            (120, BEA, "There are seven people in the network group, two of them in Jena.", "typed"),
            (150, THEM, "Then I would like to meet all seven of them.", "typed"),
        ],
    ),
    # Not answered, but there is still time: in neither number of the reply rate.
    "young": (3 * HOUR, [(0, THEM, HELLO, "typed")]),
    # Answered after 40 minutes: counts though it is young; 10 pending.
    "fresh": (2 * HOUR, [(0, THEM, HELLO, "typed"), (40, BEN, YES, "typed")]),
    # The week before: one of two, after 100 minutes, 10 points.
    "earlier": (9 * DAY, [(0, THEM, HELLO, "typed"), (100, BEN, YES, "typed"), (130, THEM, EARNEST, "typed")]),
    "earlier_unanswered": (10 * DAY, [(0, THEM, HELLO, "typed")]),
}


@pytest.fixture
def fortnight(ben: User, drain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.gamification.awards.services.weight_of", lambda *_, **__: (1.0, ""))
    bea = RecruiterFactory(name="Bea", email="bea@rapport.example", company=ben.company)
    lines = []
    for name, (ago, said) in FORTNIGHT.items():
        candidate = CandidateFactory(name=name, email=f"{name}@rapport.example")
        job = JobFactory(company=ben.company, posted_by=ben)
        who = {BEN: ben, BEA: bea, THEM: candidate}
        conversation = open_conversation(
            kind=Conversation.Kind.JOB,
            job=job,
            candidate=candidate,
            recruiter=ben,
            company_id=ben.company_id,
            opened_by=who[said[0][1]],
            roles={candidate: Participant.Role.CANDIDATE, ben: Participant.Role.RECRUITER},
        )
        if any(speaker == BEA for _minutes, speaker, *_rest in said):
            add_participant(conversation=conversation, user=bea, role=Participant.Role.RECRUITER)
        opened = NOW - timedelta(minutes=ago)
        lines += [
            (opened + timedelta(minutes=minutes), who[speaker], conversation, body, origin)
            for minutes, speaker, body, origin in said
        ]
    lines.append((NOW - timedelta(days=1), ben, support_conversation(ben), "How do I close a job?", "typed"))
    for at, sender, conversation, body, origin in sorted(lines, key=lambda line: line[0]):
        message = OutgoingMessage(
            sender_id=sender.pk, conversation_id=conversation.pk, body=body, client_id=uuid4(), origin=origin
        )
        with time_machine.travel(at, tick=False):
            (result,) = store_messages([message], now=at)
            assert not isinstance(result, Exception), result
            drain()
            Hold.objects.filter(confirmed_at__isnull=False).update(settles_at=at)
            settle_held(now=at)
    award = Award.objects.get(person__name="taken_back")
    reverse_award(award=award, reason="copied", operator=None, now=NOW - timedelta(hours=1))


def support_conversation(person: User) -> Conversation:
    """Not about a job, so in none of the numbers."""
    return open_conversation(
        kind=Conversation.Kind.SUPPORT, opened_by=person, roles={person: Participant.Role.RECRUITER}
    )


@pytest.fixture
def tickets(ana: User) -> None:
    """Open for half a day, for two days, for 40 days; and one that was answered and waits for Ana."""
    mei = OperatorFactory(is_superuser=True)
    for days in (0.5, 2, 5, 40):
        at = NOW - timedelta(days=days)
        with time_machine.travel(at, tick=False):
            ticket = open_ticket(
                reporter=ana, body=f"The button does nothing, since {days} days.", client_id=uuid4(), now=at
            )
            if days == 5:
                answer_ticket(
                    ticket_id=ticket.pk, operator=mei, body="Please reload the page.", now=at + timedelta(hours=1)
                )


def test_reply_rate(fortnight):
    # In time: quick, promised, copied, taken_back, colleague, fresh. Asked too: declined, late, unanswered. Not: young.
    assert chat.replies(**WEEK, now=NOW) == (6, 9)
    assert chat.replies(**WEEK_BEFORE, now=NOW) == (1, 2)


def test_time_to_first_reply(fortnight):
    # 20, 40, 60, 80, 300, 600 and 1800 minutes.
    assert chat.median_first_reply_minutes(**WEEK) == 80
    assert chat.median_first_reply_minutes(**WEEK_BEFORE) == 100


def test_two_sided_depth(fortnight):
    # quick, copied and colleague, of ten.
    assert chat.two_sided(**WEEK) == (3, 10)
    assert chat.two_sided(**WEEK_BEFORE) == (0, 2)


def test_the_first_page_shows_what_was_counted(fortnight, tickets, sign_in):
    client = sign_in(OperatorFactory(is_superuser=True))
    with time_machine.travel(NOW, tick=False):
        page = client.get("/admin/").content.decode()
    values = dict(re.findall(r'data-tile="(\w+)".*?data-value>([^<]*)<', page, flags=re.S))
    assert values["reply_rate"] == "67%"
    assert values["first_reply"] == "80 minutes"
    assert values["two_sided_depth"] == "30%"
    assert values["open_tickets"] == "3"
    # quick 10 and colleague 5; taken_back is taken back.
    assert values["points_given"] == "15"
    # promised 10, copied 5, fresh 10.
    assert "25 more are pending" in page
    for before in ("50%", "1.7 hours", "0%", "10"):
        assert f"week before: {before}" in page


def test_open_tickets_by_age(tickets):
    bars = tickets_tile(NOW).bars
    assert [count for _name, count, _width in bars] == [1, 1, 0, 0, 1]


def test_the_charts_count_by_day_of_opening_in_one_query(fortnight, django_assert_num_queries):
    with django_assert_num_queries(1):
        opened, rates = charts(NOW)
    # 8 March earlier_unanswered, 9 earlier, 12 quick and promised (opened half an hour later), 13 declined and late,
    # 14 unanswered, copied and taken_back, 15 colleague, 18 young and fresh.
    assert json.loads(opened["data"])["datasets"][0]["data"][-11:] == [1, 1, 0, 0, 2, 2, 3, 1, 0, 0, 2]
    assert json.loads(rates["data"])["datasets"][0]["data"][-11:] == [
        0, 100, None, None, 100, 0, 67, 100, None, None, 100,
    ]  # fmt: skip
