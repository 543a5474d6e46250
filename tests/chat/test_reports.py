"""Reporting somebody, and what operators make of it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Block, Trait, User
from apps.accounts.people.services import block
from apps.accounts.privacy.models import AccountClosure
from apps.accounts.privacy.services import close_account, come_back
from apps.append_only.rows import WrittenOnce
from apps.chat.messages.services import edit_message, recall_message
from apps.chat.models import Conversation, Message, Report, ReportEvidence, ReportStep
from apps.chat.moderation.deciding import appeal, decide, decide_appeal, end_suspension
from apps.chat.moderation.easing import share_left, shrunk
from apps.chat.moderation.errors import (
    CannotShut,
    DecidedMeanwhile,
    NeedsAnotherOperator,
    NeedsSecondOperator,
    NoAppeal,
    NotReportable,
    TooManyReports,
    WordsNeeded,
)
from apps.chat.moderation.keeping import forget_old
from apps.chat.moderation.links import decision_path
from apps.chat.moderation.services import REPORTS_PER_DAY, read_evidence, report
from apps.chat.moderation.standing import refresh_all_limits
from apps.chat.personal_data import erase
from apps.chat.safety.limits import new_conversations_per_day
from apps.chat.sending.services import send_message
from apps.errors import NotFound
from apps.notifications.channels.tasks import send_mail
from apps.notifications.models import Notification
from tests.people import PASSWORD, OperatorFactory

NOW = timezone.now


def say(person: User, conversation: Conversation, body: str) -> Message:
    sent = send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=uuid4())
    return Message.objects.get(pk=sent.id)


def moderator(name: str) -> User:
    person = OperatorFactory(name=name)
    person.groups.add(Group.objects.get(name="support"))
    return person


@pytest.fixture
def iris(db: None) -> User:
    return moderator("Iris")


@pytest.fixture
def noor(db: None) -> User:
    return moderator("Noor")


@pytest.fixture
def insult(conversation: Conversation, ben: User) -> Message:
    return say(ben, conversation, "Pay 300 first, you fool")


@pytest.fixture
def made(conversation: Conversation, ana: User, insult: Message) -> Report:
    return report(
        reporter=ana, conversation_id=conversation.pk, message_id=insult.pk, reason="money", note="He insists"
    )


def decided(made: Report, by: User, decision: str, **fields: object) -> Report:
    made.refresh_from_db()
    said = {"why": "As it stands there", "words": "Nobody may ask for money here.", "version": made.version}
    return decide(report_id=made.pk, by=by, decision=decision, **(said | fields))


def test_a_message_is_reported_in_one_tap_without_a_script_and_a_block_is_offered(
    conversation: Conversation, ana: User, ben: User, insult: Message, sign_in
):
    client = sign_in(ana)
    address = reverse("chat:report", args=[conversation.pk])
    assert address in client.get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    form = client.get(f"{address}?message={insult.pk}").content.decode()
    assert re.search(rf'value="message:{insult.pk}" selected', form)
    for _twice in range(2):
        answer = client.post(address, {"about": f"message:{insult.pk}", "reason": "money"}, follow=True)
        assert "Thank you. Your report has arrived" in answer.content.decode()
    made = Report.objects.get()
    assert (made.reporter, made.reported, made.message, made.gravity) == (ana, ben, insult, 3)
    client.post(reverse("chat:reported", args=[conversation.pk, made.pk]))
    assert Block.objects.filter(blocker=ana, blocked=ben).exists()
    assert "Ben" in client.get(reverse("chat:my_reports")).content.decode()


def test_bad_input_loses_nothing(conversation: Conversation, ana: User, sign_in):
    address = reverse("chat:report", args=[conversation.pk])
    for sent in ({"reason": "nonsense", "note": "My words"}, {"reason": "spam", "about": "x:y", "note": "My words"}):
        answer = sign_in(ana).post(address, sent)
        assert (answer.status_code, "My words" in answer.content.decode()) == (400, True)
    assert not Report.objects.exists()


def test_the_last_twenty_messages_are_frozen_with_what_was_edited_and_recalled(
    conversation: Conversation, ana: User, ben: User, iris: User
):
    edited, recalled = say(ben, conversation, "First a fee"), say(ben, conversation, "Your card number")
    edit_message(by=ben, message_id=edited.pk, body="Hello")
    for number in range(17):
        say(ana, conversation, f"No {number}")
    recall_message(by=ben, message_id=recalled.pk)
    made = report(reporter=ana, conversation_id=conversation.pk, reason="money")
    say(ben, conversation, "Something later")
    found = read_evidence(of=made, by=iris)
    assert len(found) == 19 + 1
    texts = {one["id"]: (one["text"], [before["text"] for before in one["before"]]) for one in found}
    assert texts[edited.pk] == ("Hello", ["First a fee"])
    assert texts[recalled.pk] == ("", ["Your card number"])
    assert "First a fee" not in ReportEvidence.objects.get().sealed
    assert ReportStep.objects.filter(report=made, kind="read", by=iris).count() == 1


def test_outsiders_find_nothing_and_nobody_reports_themselves(
    conversation: Conversation, ana: User, ben: User, olga: User, made: Report, sign_in
):
    mine = Message.objects.filter(sender=ana).first()
    with pytest.raises(NotReportable):
        report(reporter=ana, conversation_id=conversation.pk, message_id=mine.pk, reason="spam")
    for person in (ana.pk, olga.pk, 10**12):
        with pytest.raises((NotReportable, NotFound)):
            report(reporter=ana, conversation_id=conversation.pk, person_id=person, reason="spam")
    with pytest.raises(NotFound):
        report(reporter=olga, conversation_id=conversation.pk, message_id=made.message_id, reason="spam")
    for other in (ben, olga):
        assert sign_in(other).get(reverse("chat:reported", args=[conversation.pk, made.pk])).status_code == 404
        assert sign_in(other).get(f"/api/v1/reports/{made.pk}/").status_code == 404
        assert sign_in(other).get("/api/v1/reports/").json()["results"] == []


def test_who_was_blocked_may_still_report(conversation: Conversation, ana: User, ben: User, insult: Message):
    block(blocker=ben, blocked=ana)
    assert report(reporter=ana, conversation_id=conversation.pk, message_id=insult.pk, reason="harassment").pk


def test_the_offer_to_block_says_nothing_of_who_blocked_me(
    conversation: Conversation, ana: User, ben: User, made: Report, sign_in
):
    block(blocker=ben, blocked=ana)
    html = sign_in(ana).get(reverse("chat:reported", args=[conversation.pk, made.pk])).content.decode()
    assert "Would you like to block Ben" in html


def test_the_api_reports_and_says_what_became_of_it(
    conversation: Conversation, ana: User, ben: User, iris: User, insult: Message, sign_in
):
    body = {"conversation": conversation.pk, "message": insult.pk, "reason": "money"}
    answer = sign_in(ana).post("/api/v1/reports/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["outcome"]) == (201, "waiting")
    decided(Report.objects.get(), iris, "warn")
    assert sign_in(ana).get(f"/api/v1/reports/{answer.json()['id']}/").json()["outcome"] == "upheld"
    (about_ben,) = sign_in(ben).get("/api/v1/decisions/").json()["results"]
    assert (about_ben["decision"], about_ben["may_appeal"]) == ("warn", True)
    assert "Ana" not in str(about_ben)
    wrong = sign_in(ana).post(
        f"/api/v1/decisions/{about_ben['id']}/appeal/", {"text": "No"}, content_type="application/json"
    )
    assert wrong.status_code == 404
    right = sign_in(ben).post(
        f"/api/v1/decisions/{about_ben['id']}/appeal/", {"text": "It was a joke"}, content_type="application/json"
    )
    assert right.json()["appeal"] == "open"


def test_a_day_has_so_many_reports(conversation: Conversation, ana: User, ben: User, made: Report):
    rows = [
        Report(reporter=ana, reported=ben, reason="spam", gravity=1, created_at=NOW())
        for _ in range(REPORTS_PER_DAY - 1)
    ]
    Report.objects.bulk_create(rows)
    with pytest.raises(TooManyReports) as refused:
        report(reporter=ana, conversation_id=conversation.pk, reason="spam")
    assert refused.value.retry_after > 80_000


def test_both_hear_of_it_and_the_reported_not_from_whom(made: Report, ana: User, ben: User, iris: User, sign_in):
    decided(made, iris, "warn")
    told = {one.person: one for one in Notification.objects.filter(channel="in_app", kind__contains="decided")}
    assert told.keys() == {ana, ben}
    page = sign_in(ben).get(told[ben].url).content.decode()
    assert "Nobody may ask for money here." in page
    assert "Ana" not in page
    assert "As it stands there" not in page
    assert "It broke the rules" in sign_in(ana).get(reverse("chat:my_reports")).content.decode()


def test_of_two_operators_at_one_report_the_second_is_told(made: Report, iris: User, noor: User, sign_in):
    seen = made.version
    decided(made, iris, "warn")
    with pytest.raises(DecidedMeanwhile):
        decide(report_id=made.pk, by=noor, decision="none", why="Harmless", words="", version=seen)
    address = f"/admin/chat/report/{made.pk}/change/"
    sent = {"decision": "none", "why": "Harmless", "words": "", "version": seen}
    assert "waits for a decision here any more" in sign_in(noor).post(address, sent).content.decode()
    made.refresh_from_db()
    assert (made.decision, made.decided_by) == ("warn", iris)


def test_closing_an_account_takes_two(made: Report, ben: User, iris: User, noor: User):
    decided(made, iris, "close")
    ben.refresh_from_db()
    assert ben.is_active
    with pytest.raises(NeedsSecondOperator):
        decided(made, iris, "close")
    decided(made, noor, "close")
    ben.refresh_from_db()
    assert not ben.is_active


def test_who_is_part_of_it_decides_nothing(conversation: Conversation, made: Report, ana: User, ben: User, iris: User):
    for person in (ana, ben):
        with pytest.raises(NeedsAnotherOperator):
            decided(made, person, "none")
    with pytest.raises(WordsNeeded):
        decided(made, iris, "warn", words=" ")
    User.objects.filter(pk=ben.pk).update(is_superuser=True)
    with pytest.raises(CannotShut):
        decided(made, iris, "suspend")


def test_a_suspension_ends_by_itself(made: Report, ben: User, iris: User):
    decided(made, iris, "suspend")
    ben.refresh_from_db()
    assert not ben.is_active
    for _twice in range(2):
        end_suspension(report_id=made.pk, now=NOW() + timedelta(days=15))
    ben.refresh_from_db()
    assert ben.is_active
    assert ReportStep.objects.filter(report=made, kind="ended").count() == 1


def test_an_account_that_another_decision_closed_stays_closed(
    conversation: Conversation, made: Report, ana: User, ben: User, iris: User, noor: User
):
    other = report(reporter=ana, conversation_id=conversation.pk, reason="threat")
    decided(made, iris, "suspend")
    decided(other, iris, "close")
    decided(other, noor, "close")
    end_suspension(report_id=made.pk, now=NOW() + timedelta(days=15))
    ben.refresh_from_db()
    assert not ben.is_active
    appeal(report_id=other.pk, text="It wasn't me")
    other.refresh_from_db()
    decide_appeal(report_id=other.pk, by=moderator("Vera"), lifts=True, why="True", version=other.version)
    ben.refresh_from_db()
    assert ben.is_active


def test_who_is_shut_out_reads_and_appeals_by_the_link_of_their_letter(
    made: Report, ben: User, iris: User, noor: User, client, sign_in
):
    User.objects.filter(pk=ben.pk).update(email_notifications=False)
    decided(made, iris, "suspend")
    send_mail.run()
    (letter,) = [one for one in mail.outbox if one.to == [ben.email]]
    address = re.search(r"/decisions/[^\s/]+/", letter.body).group()
    assert client.post(address, {"text": "  "}).status_code == 422
    for text in ("It was my brother", "Another"):
        assert client.post(address, {"text": text}).status_code in (302, 422)
    made.refresh_from_db()
    assert (made.appeal, made.appeal_text) == ("open", "It was my brother")
    with pytest.raises(NeedsAnotherOperator):
        decide_appeal(report_id=made.pk, by=iris, lifts=False, why="No", version=made.version)
    console = f"/admin/chat/report/{made.pk}/change/"
    assert "It was my brother" in sign_in(noor).get(console).content.decode()
    sign_in(noor).post(console, {"lifts": "yes", "why": "He shows it", "version": made.version})
    ben.refresh_from_db()
    assert ben.is_active
    assert not Trait.objects.filter(person=ben, source="moderation").exists()
    assert client.get("/decisions/forged/").status_code == 404


def test_who_closed_their_account_first_does_not_come_back_past_a_decision(
    made: Report, ben: User, iris: User, drain, client
):
    close_account(person=ben, password=PASSWORD)
    ben.refresh_from_db()
    decided(made, iris, "suspend")
    drain()
    ben.refresh_from_db()
    assert not come_back(person=ben, now=NOW())
    end_suspension(report_id=made.pk, now=NOW() + timedelta(days=400))
    assert AccountClosure.objects.get(person=ben).may_return


def test_nobody_reads_in_the_console_who_reported_them(made: Report, iris: User, sign_in):
    Report.objects.filter(pk=made.pk).update(reported=iris)
    assert sign_in(iris).get(f"/admin/chat/report/{made.pk}/change/").status_code == 404


def test_an_appeal_comes_in_time_or_not_at_all(made: Report, iris: User):
    with pytest.raises(NoAppeal):
        appeal(report_id=made.pk, text="Why?")
    decided(made, iris, "warn")
    with pytest.raises(NoAppeal):
        appeal(report_id=made.pk, text="Why?", now=NOW() + timedelta(days=14, seconds=1))


def test_limits_shrink_and_come_back(made: Report, ben: User, iris: User, settings):
    settings.CHAT_NEW_CONVERSATIONS_PER_DAY = 30
    decided(made, iris, "limit")
    assert new_conversations_per_day(ben.pk) == 6
    refresh_all_limits(now=NOW() + timedelta(days=15))
    assert new_conversations_per_day(ben.pk) == 18
    refresh_all_limits(now=NOW() + timedelta(days=31))
    assert new_conversations_per_day(ben.pk) == 30


def test_parts_of_limits_multiply_and_one_is_always_left():
    now = NOW()
    assert share_left([], now=now) == (1.0, None)
    share, until = share_left([("warn", now), ("limit", now), ("none", now)], now=now)
    assert (round(share, 3), until) == (0.1, now + timedelta(days=30))
    assert (shrunk(60, share), shrunk(3, share), shrunk(0, share)) == (6, 1, 0)


def test_evidence_and_texts_go_when_nothing_more_can_be_decided(made: Report, iris: User):
    assert forget_old(now=NOW() + timedelta(days=400)) == 0
    decided(made, iris, "warn")
    assert forget_old(now=NOW() + timedelta(days=193)) == 0
    assert forget_old(now=NOW() + timedelta(days=195)) == 1
    made.refresh_from_db()
    assert (made.note, made.words, made.decision) == ("", "", "warn")
    assert read_evidence(of=made, by=iris) is None
    assert not ReportStep.objects.filter(report=made).exclude(words="").exists()


def test_erasure_leaves_the_evidence_and_nothing_else(made: Report, ana: User, ben: User, iris: User):
    erase(ana)
    erase(ben)
    made.refresh_from_db()
    assert made.note == ""
    assert [one["text"] for one in read_evidence(of=made, by=iris)][-1] == "Pay 300 first, you fool"


def test_steps_are_written_once(made: Report):
    with pytest.raises(WrittenOnce):
        ReportStep.objects.update(kind="told")
    with pytest.raises(DatabaseError), transaction.atomic():
        QuerySet(ReportStep).update(kind="told")


def test_the_queue_shows_the_gravest_first_and_every_reading_is_logged(
    conversation: Conversation, made: Report, ana: User, ben: User, iris: User, sign_in
):
    light = report(reporter=ana, conversation_id=conversation.pk, reason="spam")
    done = report(reporter=ben, conversation_id=conversation.pk, reason="threat")
    decided(done, iris, "none")
    queue = sign_in(iris).get("/admin/chat/report/").content.decode()
    places = [queue.index(f"/admin/chat/report/{one.pk}/change/") for one in (made, light, done)]
    assert places == sorted(places)
    page = sign_in(iris).get(f"/admin/chat/report/{made.pk}/change/").content.decode()
    assert "Pay 300 first" in page
    assert f"/admin/chat/report/{light.pk}/change/" in page
    assert ReportStep.objects.filter(report=made, kind="read").count() == 1
    for other in (ana, ben):
        assert sign_in(other).get(f"/admin/chat/report/{made.pk}/change/").status_code != 200


def test_the_link_of_a_decision_opens_that_one_alone(made: Report, iris: User, client):
    assert client.get(decision_path(made)).status_code == 404
    decided(made, iris, "warn")
    answer = client.get(decision_path(made))
    assert (answer.status_code, answer.headers["Referrer-Policy"]) == (200, "same-origin")
