"""What is an answer, which one is earnest, and what follows from waiting."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.answers.judging import turns_in_earnest
from apps.chat.availability.away import set_away_reply
from apps.chat.availability.promises import promise_answer
from apps.chat.availability.snooze import snooze
from apps.chat.greeting.services import greet
from apps.chat.messages.outgoing import OutgoingMessage
from apps.chat.models import Answer, Conversation, Message, Preset
from apps.chat.sending import send_messages
from apps.events.models import OutboxEvent
from apps.experiments.features import Feature
from apps.experiments.models import FeatureUse
from apps.experiments.services import feature_shown
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.matching.factories import JobFactory
from tests.people import RecruiterFactory

HINTS = Feature("hints", "Hints")


def write(sender: User, conversation: Conversation, body: str, **fields: object) -> Message:
    result = send_messages(
        [OutgoingMessage(sender_id=sender.pk, conversation_id=conversation.pk, body=body, client_id=uuid4(), **fields)]
    )[0]
    return Message.objects.get(pk=result.id)


def published(kind: str) -> list[dict]:
    return list(OutboxEvent.objects.filter(kind=kind).order_by("id").values_list("payload", flat=True))


def test_the_first_answer_is_recorded_once_with_its_wait(ana: User, ben: User, conversation: Conversation, drain):
    asked = Message.objects.get()
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        first = write(ben, conversation, "Yes, it is open until Friday.")
        write(ben, conversation, "When could you start?")
    drain()
    OutboxEvent.objects.update(handled_at=None)
    drain()
    answer = Answer.objects.get()
    assert (answer.message, answer.opening, answer.answerer, answer.asker) == (first, asked, ben, ana)
    assert answer.is_first
    assert 1200 <= answer.waited_seconds <= 1230
    assert [item["message"] for event in published("chat.first_answers") for item in event["items"]] == [first.pk]


@pytest.mark.parametrize("origin", ["auto", "promise", "bulk_decline", "job_card"])
def test_what_nobody_wrote_is_no_answer(ben: User, conversation: Conversation, drain, origin: str):
    write(ben, conversation, "Thank you for writing, we get back to you.", origin=origin)
    drain()
    assert not Answer.objects.exists()


def test_an_earnest_answer_settles_the_first_answer_once(ana: User, ben: User, conversation: Conversation, drain):
    answer = write(ben, conversation, "Yes. When could you start?")
    earnest = write(ana, conversation, "20号可以")
    write(ana, conversation, "On the 20th of March, if that suits you.")
    drain()
    assert [(e["message"], e["by_message"]) for e in published("chat.answer_reciprocated")] == [(answer.pk, earnest.pk)]
    first = Answer.objects.get(message=answer)
    assert first.reciprocated_by == earnest


@pytest.mark.parametrize("fake", ["ok", "👍👍", "preset", "auto", "copied", "echo"])
def test_fakes_are_not_earnest(ana: User, ben: User, conversation: Conversation, drain, fake: str):
    text = "I am very interested in this position and would love to hear more about the team soon."
    question = "Could you tell me when you could start, and where you live now?"
    write(ben, conversation, question)
    fields: dict[str, object] = {}
    if fake == "preset":
        text = re.sub(r"\{[^}]*\}", "it", Preset.objects.filter(audience="candidate").first().body_en)
        fields = {"origin": "preset"}
    elif fake == "auto":
        fields = {"origin": "auto"}
    elif fake == "copied":
        other = JobFactory(company=ben.company, posted_by=ben)
        greet(sender=ana, job=other, candidate=ana, body=text + " Ana", client_id=uuid4())
    else:
        text = {"ok": "ok", "👍👍": "👍👍", "echo": question}[fake]
    write(ana, conversation, text, **fields)
    drain()
    assert published("chat.answer_reciprocated") == []
    write(ana, conversation, "On the 20th of March; I live in Leipzig.")
    drain()
    assert len(published("chat.answer_reciprocated")) == 1


def test_many_answers_are_judged_with_the_queries_of_one(ana: User, ben: User, django_assert_num_queries):
    in_earnest = "Two days a week from home, the office is at the Elbe."
    turns = []
    for words in ("Sure!", in_earnest, in_earnest, "Each team decides, mine meets on Tuesdays at the office."):
        job = JobFactory(company=ben.company, posted_by=ben)
        conversation = greet(sender=ana, candidate=ana, job=job, body="How many days from home?", client_id=uuid4())
        answer = write(ben, conversation, words)
        turns.append([Message.objects.select_related("sender", "conversation").get(pk=answer.pk)])

    with django_assert_num_queries(4):
        one = turns_in_earnest(turns[1:2])
    with django_assert_num_queries(4):
        assert turns_in_earnest(turns) == [False, True, False, True]
    assert one == [True]


def test_who_was_copied_is_no_copy_however_late_both_are_judged(
    ana: User, ben: User, conversation: Conversation, drain
):
    words = "Two days a week from home, the office is at the Elbe."
    thief = RecruiterFactory()
    job = JobFactory(company=thief.company, posted_by=thief)
    elsewhere = greet(sender=ana, candidate=ana, job=job, body="How many days from home?", client_id=uuid4())
    copy = write(thief, elsewhere, words)
    drain()
    original, later = write(ben, conversation, words), write(ben, conversation, "It is on the fourth floor.")
    copied_at = copy.created_at
    for minutes, is_original in ((-5, True), (5, False)):
        Message.objects.filter(pk=original.pk).update(created_at=copied_at + timedelta(minutes=minutes))
        Message.objects.filter(pk=later.pk).update(created_at=copied_at + timedelta(minutes=10))
        turns = [[Message.objects.get(pk=one.pk)] for one in (original, later)]
        assert turns_in_earnest(turns)[0] is is_original


def test_the_auto_reply_answers_once_a_day_and_never_another(ana: User, ben: User, conversation: Conversation, drain):
    set_away_reply(person=ben, text="Back on Monday.", is_on=True)
    set_away_reply(person=ana, text="I answer in the evening.", is_on=True)
    write(ana, conversation, "One more question: is it remote?")
    write(ana, conversation, "And how big is the team?")
    drain()
    assert list(Message.objects.filter(origin="auto").values_list("sender", "body")) == [(ben.pk, "Back on Monday.")]
    assert not Answer.objects.exists()
    conversation.refresh_from_db()
    assert conversation.waiting_for == ben


def test_an_unanswered_greeting_is_reminded_of_once_in_waking_hours(ben: User, conversation: Conversation, drain):
    drain()
    reminder = DueItem.objects.get()
    assert reminder.person == ben
    assert 9 <= reminder.due_at.hour < 21
    assert reminder.due_at >= conversation.created_at + timedelta(hours=24)
    assert run_due(now=reminder.due_at - timedelta(seconds=1)) == 0
    assert run_due(now=reminder.due_at) == 1
    assert run_due(now=reminder.due_at) == 0
    told = Notification.objects.filter(person=ben, kind="greeting_unanswered")
    assert sorted(told.values_list("channel", flat=True)) == ["email", "in_app"]


def test_an_answer_cancels_the_reminder(ben: User, conversation: Conversation, drain):
    drain()
    write(ben, conversation, "Yes, it is open.")
    drain()
    assert DueItem.objects.get().state == "cancelled"
    assert run_due(now=timezone.now() + timedelta(days=3)) == 0


def test_nobody_is_reminded_of_whom_they_blocked(ana: User, ben: User, conversation: Conversation, drain):
    drain()
    block(blocker=ben, blocked=ana)
    assert run_due(now=DueItem.objects.get().due_at) == 0
    assert not Notification.objects.filter(person=ben, kind="greeting_unanswered").exists()


def test_a_promise_reminds_the_one_who_made_it_and_keeps_the_turn(ben: User, conversation: Conversation, drain):
    first = promise_answer(user=ben, conversation_id=conversation.pk)
    again = promise_answer(user=ben, conversation_id=conversation.pk)
    assert (again.id, Message.objects.filter(origin="promise").count()) == (first.id, 1)
    drain()
    assert not Answer.objects.exists()
    reminder = DueItem.objects.get(kind="chat.promise")
    assert run_due(now=reminder.due_at) == 1
    assert Notification.objects.filter(person=ben, kind="promise_due").exists()


def test_a_message_ends_the_snooze(ana: User, ben: User, conversation: Conversation, drain):
    drain()
    seat = snooze(user=ben, conversation_id=conversation.pk, until=timezone.now() + timedelta(days=2))
    write(ana, conversation, "Is it remote?")
    drain()
    seat.refresh_from_db()
    assert seat.snoozed_until is None


@pytest.mark.parametrize("times", [1, 2])
def test_what_a_feature_showed_is_followed_by_the_other_sides_answer_alone(ana, ben, olga, conversation, drain, times):
    for person in (ana, ben, olga):
        feature_shown(HINTS, person, conversation=conversation.pk)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        write(ben, conversation, "Yes, until Friday.")
        answered_at = timezone.now()
    for _time in range(times):
        OutboxEvent.objects.update(handled_at=None)
        drain()
    answered = {use.person: use.answered_at for use in FeatureUse.objects.all()}
    assert answered[ana] == answered_at
    assert answered[ben] is None
    assert answered[olga] is None
