"""Passing conversations on among colleagues, and what waits for all of them together."""

from uuid import uuid4

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation, Message
from apps.chat.participants.services import hand_over
from apps.chat.personal_data import erase
from apps.chat.sending.services import send_message
from apps.matching.models import Job
from tests.people import CandidateFactory, RecruiterFactory

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def colleague(ben: User) -> User:
    return RecruiterFactory(name="Cleo", company=ben.company)


def test_the_candidate_reads_who_took_over_and_the_sentence_beside_it(
    conversation: Conversation, ana: User, ben: User, colleague: User, sign_in
):
    since = conversation.waiting_since
    sign_in(ben).post(
        f"/api/v1/conversations/{conversation.pk}/hand-over/",
        {"to": colleague.pk, "words": "Cleo knows the team."},
        content_type=JSON,
    )
    page = sign_in(ana).get(reverse("chat:conversation", args=[conversation.pk])).text
    assert "Cleo took the conversation over." in page
    assert "Cleo knows the team." in page
    conversation.refresh_from_db()
    assert (conversation.waiting_for, conversation.waiting_since) == (colleague, since), "a sentence is no answer"


def test_it_is_handed_over_in_the_page_with_words_in_the_candidates_language(
    conversation: Conversation, ana: User, ben: User, colleague: User, sign_in
):
    User.objects.filter(pk=ana.pk).update(language="zh-hans")
    browser = sign_in(ben)
    address = reverse("chat:hand_over", args=[conversation.pk])
    assert browser.get(address).url == reverse("chat:conversation", args=[conversation.pk])
    sheet = browser.get(address, headers={"HX-Request": "true"}).text
    assert "这方面我的同事更了解" in sheet
    assert f'<option value="{colleague.pk}">Cleo</option>' in sheet
    done = browser.post(reverse("chat:act", args=[conversation.pk, "hand-over"]), {"to": colleague.pk, "words": "Bye"})
    assert "Cleo answers from now on" in done.text


def test_words_of_a_hand_over_may_not_hold_an_unfilled_place(
    conversation: Conversation, ben: User, colleague: User, sign_in
):
    answer = sign_in(ben).post(
        f"/api/v1/conversations/{conversation.pk}/hand-over/",
        {"to": colleague.pk, "words": "Cleo answers {?when}."},
        content_type=JSON,
    )
    assert answer.status_code == 400
    conversation.refresh_from_db()
    assert conversation.recruiter == ben


def test_a_colleague_takes_a_conversation_over(conversation: Conversation, ana: User, colleague: User, sign_in):
    browser = sign_in(colleague)
    page = reverse("chat:conversation", args=[conversation.pk])
    assert browser.get(page).status_code == 404
    assert (
        browser.post(reverse("chat:join", args=[conversation.pk]), {"words": "I'm Cleo."}).headers["Location"] == page
    )
    conversation.refresh_from_db()
    assert (conversation.recruiter, conversation.waiting_for) == (colleague, colleague)
    assert "I&#x27;m Cleo." in sign_in(ana).get(page).text


def test_a_colleague_joins_without_taking_over(
    conversation: Conversation, ana: User, ben: User, colleague: User, sign_in
):
    answer = sign_in(colleague).post(
        f"/api/v1/conversations/{conversation.pk}/join/", {"words": "I lead the team."}, content_type=JSON
    )
    assert answer.status_code == 200
    conversation.refresh_from_db()
    assert conversation.recruiter == ben
    page = sign_in(ana).get(reverse("chat:conversation", args=[conversation.pk])).text
    assert "Cleo wrote on joining:" in page
    assert "I lead the team." in page


def test_an_outsider_neither_joins_nor_sees_who_waits(conversation: Conversation, ana: User, olga: User, sign_in):
    browser = sign_in(olga)
    assert browser.post(reverse("chat:join", args=[conversation.pk])).status_code == 404
    assert browser.post(f"/api/v1/conversations/{conversation.pk}/join/", {}, content_type=JSON).status_code == 404
    assert browser.get(reverse("chat:hand_over", args=[conversation.pk])).status_code == 404
    assert "Ana" not in browser.get(reverse("chat:team")).text
    assert browser.get("/api/v1/team/unanswered/", {"job": conversation.job_id}).json()["results"] == []
    assert sign_in(ana).get(reverse("chat:team")).status_code == 403
    assert sign_in(ana).post(f"/api/v1/conversations/{conversation.pk}/join/", {}, content_type=JSON).status_code == 404


def test_the_whole_company_sees_who_waits_by_person_by_job_and_longest_first(
    conversation: Conversation, ana: User, ben: User, colleague: User, job: Job, sign_in
):
    second = CandidateFactory(name="Dora")
    other = greet(sender=second, job=job, candidate=second, body="Is it still open?", client_id=uuid4())
    hand_over(by=ben, conversation_id=other.pk, to=colleague)
    third = CandidateFactory(name="Emil")
    answered = greet(sender=third, job=job, candidate=third, body="Is it still open?", client_id=uuid4())
    send_message(sender=ben, conversation_id=answered.pk, body="Yes, it is.", client_id=uuid4())
    browser = sign_in(colleague)
    rows = browser.get("/api/v1/team/unanswered/").json()["results"]
    assert [(row["candidate_name"], row["waiting_for_name"]) for row in rows] == [("Ana", "Ben"), ("Dora", "Cleo")]
    assert "body" not in rows[0]
    summary = browser.get("/api/v1/team/summary/").json()
    assert [(one["name"], one["count"]) for one in summary["people"]] == [("Ben", 1), ("Cleo", 1)]
    assert [(one["name"], one["count"]) for one in summary["jobs"]] == [("Backend engineer", 2)]
    page = browser.get(reverse("chat:team")).text
    assert page.index("Ana") < page.index("Dora")
    assert "Emil" not in page
    assert "Is it still open?" not in page, "what was said is read by who takes part"
    only = browser.get(reverse("chat:team"), {"person": ben.pk}).text
    assert "Dora" not in only


def test_nobody_waits_is_said_in_words(ben: User, sign_in):
    assert "Every candidate has an answer." in sign_in(ben).get(reverse("chat:team")).text


def test_the_words_of_who_was_erased_are_gone(conversation: Conversation, ben: User, colleague: User):
    hand_over(by=ben, conversation_id=conversation.pk, to=colleague, words="Cleo knows the team.")
    erase(ben)
    assert not Message.objects.filter(conversation=conversation, facts__icontains="knows the team").exists()
