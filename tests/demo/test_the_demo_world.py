"""A first start shows a product that lives: every screen of the loop has something to show, in both languages."""

import pytest

from apps.accounts.models import User
from apps.chat.models import (
    Application,
    CandidateNote,
    CandidateTag,
    Card,
    Conversation,
    GroupInvitation,
    LinkPreview,
    Message,
    PinnedMessage,
    Preset,
    Report,
)
from apps.education.models import Consultation, Expert, Pushed
from apps.events.models import FailedDelivery
from apps.feedback.models import Ticket
from apps.language import detect
from apps.matching.models import Job, Resume


@pytest.fixture
def world(demo_world, db):
    return demo_world


def test_it_brings_people_jobs_conversations_and_tickets(world):
    assert {account["role"] for account in world["accounts"]} == {"candidate", "recruiter", "expert", "operator"}
    assert Job.objects.listed().count() >= 20
    assert Resume.objects.filter(owner__isnull=False).count() >= 10
    assert Conversation.objects.count() >= 15
    assert Ticket.objects.count() >= 10
    assert not FailedDelivery.objects.exists()


def test_the_named_conversation_is_the_first_candidates_with_the_first_recruiter(world):
    first = {role: next(a for a in world["accounts"] if a["role"] == role) for role in ("candidate", "recruiter")}
    conversation = Conversation.objects.get(pk=world["conversation_id"])
    assert conversation.candidate_id == first["candidate"]["user_id"]
    assert conversation.recruiter_id == first["recruiter"]["user_id"]


def test_its_messages_are_in_both_languages_in_order_and_in_the_past(world):
    languages = {detect(body) for body in Message.objects.values_list("body", flat=True)}
    assert {"zh", "en"} <= languages
    for conversation in Conversation.objects.all():
        times = list(conversation.messages.order_by("seq").values_list("created_at", flat=True))
        assert times == sorted(times)


def test_it_sends_no_mail_about_the_past(world, mailoutbox):
    assert mailoutbox == []


def test_its_sign_ins_work(world, client):
    for account in world["accounts"]:
        assert client.login(username=account["email"], password=account["password"]), account["email"]
    assert User.objects.get(email="admin@rapport.example").is_superuser


def test_its_applications_stand_side_by_side_and_a_no_has_words(world):
    assert Application.objects.count() == 3
    assert all(application.answers.count() == 4 for application in Application.objects.all())
    assert Card.objects.filter(type="decline").exists()


def test_one_report_waits_one_is_decided_and_one_appealed_against(world):
    states = {(report.state, report.decision, report.appeal) for report in Report.objects.all()}
    assert states == {("open", "", ""), ("decided", "none", ""), ("decided", "warn", "open")}


def test_colleagues_keep_notes_tags_and_replies_for_each_other(world):
    assert CandidateNote.objects.count() >= 5
    assert CandidateTag.objects.filter(name="SQL").exists()
    assert set(Preset.objects.exclude(scope="system").values_list("scope", flat=True)) >= {"team", "job"}


def test_its_groups_are_in_both_languages_and_one_still_asks(world):
    groups = Conversation.objects.filter(kind="group")
    assert groups.count() == 2
    said = Message.objects.filter(conversation__in=groups, kind="text").values_list("conversation", "body")
    assert {detect(body) for _group, body in said} >= {"zh", "en"}
    ana = User.objects.get(email="ana@rapport.example")
    assert groups.filter(participants__user=ana, participants__left_at=None).count() == 1
    assert GroupInvitation.objects.filter(person=ana, state="open").count() == 1
    assert PinnedMessage.objects.filter(conversation__in=groups).count() == 2
    titles = LinkPreview.objects.filter(message__conversation__in=groups).values_list("page__title", flat=True)
    assert {detect(title) for title in titles} == {"zh", "en"}


def test_its_experts_were_asked_and_one_question_waits(world):
    assert Expert.objects.count() == 2
    assert {one.state for one in Consultation.objects.all()} == {"solved", "answered", "waiting"}


def test_somebody_who_signs_in_was_told_of_an_event(world):
    told = Pushed.objects.filter(kind="event", person__email__in=[account["email"] for account in world["accounts"]])
    assert told.exists()
